package io.opsagent.rules;

import org.jspecify.annotations.Nullable;

/**
 * Takes the secrets out of a captured exchange before anything of it is stored (operations-api.md
 * 6.5). Immutable; any thread may use it, but the work on bodies belongs on the drain thread.
 *
 * <p>A body is stored only if it was parsed as a whole and masked; of any other body only type and
 * size are stored. Nothing here throws because of a text, and the time is linear in its length.
 */
public final class Masking {
  /** What stands in place of a secret. */
  public static final String MASK = "******";

  /** Deepest nesting of a body that is stored. */
  public static final int MAX_DEPTH = 64;

  private final SecretNames names;
  private final NestedText nested;
  private final UrlMasking urls;
  private final TextMasking prose;

  /** Makes the masking for these names. */
  public Masking(SecretNames names) {
    this.names = names;
    this.nested = new NestedText(names);
    this.urls = nested.urls();
    this.prose = new TextMasking(names);
  }

  /**
   * Returns a raw query with the values under secret names masked. Names are percent-decoded before
   * they are compared; order and encoding of the rest stay. Returns an empty text for null.
   */
  public String maskQuery(@Nullable String rawQuery) {
    return rawQuery == null ? "" : urls.maskQuery(rawQuery);
  }

  /**
   * Returns a raw URL, absolute or not, with its secrets masked: in the query, in a fragment that
   * looks like one, in path parameters such as {@code ;jsessionid=}, and in {@code user:password@}.
   */
  public String maskUrl(String rawUrl) {
    return urls.maskUrl(rawUrl);
  }

  /**
   * Returns the masked and decoded parameters of a raw query as a JSON object, in order; a repeated
   * name becomes a list. After 1,000 parameters the number of the rest stands under {@code (left
   * out)}. Returns an empty object for null.
   */
  public String queryJson(@Nullable String rawQuery) {
    return FormParameters.toJson(maskQuery(rawQuery));
  }

  /**
   * Returns the value of a header that may be shown: the mask under a secret name and always for
   * cookies and credentials, a masked URL where the value is one, else the value itself.
   */
  public String headerValue(String name, String value) {
    if (value.isEmpty()) {
      return value;
    }
    if (isAlwaysSecret(name) || names.matches(name)) {
      return MASK;
    }
    if (name.equalsIgnoreCase("host")) {
      int sign = value.lastIndexOf('@');
      return sign < 0 ? value : MASK + value.substring(sign);
    }
    return isUrlHeader(name) ? urls.maskUrl(value) : nested.mask(value);
  }

  private static boolean isAlwaysSecret(String name) {
    return name.equalsIgnoreCase("cookie")
        || name.equalsIgnoreCase("set-cookie")
        || name.equalsIgnoreCase("authorization")
        || name.equalsIgnoreCase("proxy-authorization");
  }

  private static boolean isUrlHeader(String name) {
    return name.equalsIgnoreCase("referer")
        || name.equalsIgnoreCase("location")
        || name.equalsIgnoreCase("content-location");
  }

  /**
   * Returns a text without structure, such as the message of an exception, with what stands behind
   * a secret name and {@code =} or {@code :} masked, and the user of URLs. Finds what is written
   * so, and nothing else.
   */
  public String maskText(String text) {
    return prose.mask(text);
  }

  /**
   * Masks a body.
   *
   * @param mediaType content type, with or without parameters; empty if there is none
   * @param text the decoded body, complete; for a cut one ask for {@link
   *     MaskedBody#notStored(MaskedBody.Reason)}
   */
  public MaskedBody mask(String mediaType, String text) {
    BodyFormat format = BodyFormat.of(mediaType);
    if (format == BodyFormat.NOT_TEXT) {
      return MaskedBody.notStored(MaskedBody.Reason.NOT_TEXT);
    }
    if (text.trim().isEmpty()) {
      return MaskedBody.notStored(MaskedBody.Reason.EMPTY);
    }
    if (format == BodyFormat.JSON || format == BodyFormat.JSON_LINES) {
      return json(text, format == BodyFormat.JSON_LINES);
    }
    if (format == BodyFormat.XML) {
      return xml(text);
    }
    if (format == BodyFormat.FORM) {
      return form(text);
    }
    if (format == BodyFormat.UNKNOWN && looksLikeJson(text)) {
      return json(text, false);
    }
    return MaskedBody.notStored(MaskedBody.Reason.UNSUPPORTED_TYPE);
  }

  private MaskedBody json(String text, boolean lines) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    JsonMasking masking = new JsonMasking(names, nested, text, out);
    MaskedBody.Reason failure = lines ? masking.maskLines() : masking.mask();
    return failure == null ? MaskedBody.stored(out.toString()) : MaskedBody.notStored(failure);
  }

  private MaskedBody xml(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    MaskedBody.Reason failure = new XmlMasking(names, nested, text, out).mask();
    if (failure != null) {
      return MaskedBody.notStored(failure);
    }
    StringBuilder json = new StringBuilder(out.length() + 16);
    new JsonWriter(json).value(out.toString());
    return MaskedBody.stored(json.toString());
  }

  private MaskedBody form(String text) {
    // Some clients send JSON and leave the type at their library's default.
    if (looksLikeJson(text)) {
      return json(text, false);
    }
    return FormSyntax.isForm(text)
        ? MaskedBody.stored(FormParameters.toJson(urls.maskQuery(text.trim())))
        : MaskedBody.notStored(MaskedBody.Reason.NOT_PARSED);
  }

  private static boolean looksLikeJson(String text) {
    String trimmed = text.trim();
    char first = trimmed.charAt(trimmed.charAt(0) == '\ufeff' && trimmed.length() > 1 ? 1 : 0);
    return first == '{' || first == '[';
  }

  /**
   * Returns the value of a field that may be shown, by its name: the mask under a secret name
   * unless the value is empty, else the value with the secrets of a URL or document in it masked.
   */
  public String fieldValue(String name, String value) {
    if (value.isEmpty()) {
      return value;
    }
    return names.matches(name) ? MASK : nested.mask(value);
  }
}
