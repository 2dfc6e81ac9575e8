package io.opsagent.rules;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Takes the secrets out of a captured exchange before anything of it is stored (operations-api.md
 * 6.5). Immutable; any thread may use it, but the work on bodies belongs on the drain thread.
 *
 * <p>A body whose type has a structure is stored only if it was parsed and masked, a cut one as far
 * as it was complete. Texts without one are scanned ({@link TextMasking}). Of any other body only
 * type and size are stored. Nothing here throws because of a text, and the time is linear in its
 * length.
 */
public final class Masking {
  /** What stands in place of a secret. */
  public static final String MASK = "******";

  /** Deepest nesting of a body that is stored. */
  public static final int MAX_DEPTH = 64;

  private final SecretNames names;
  private final NestedText nested;
  private final UrlMasking urls;

  /** Makes the masking for these names. */
  public Masking(SecretNames names) {
    this.names = names;
    this.nested = new NestedText(names);
    this.urls = nested.urls();
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
    if (name.equalsIgnoreCase("host") || name.equalsIgnoreCase("x-forwarded-host")) {
      int sign = value.lastIndexOf('@');
      return sign < 0 ? nested.mask(value) : MASK + nested.mask(value.substring(sign));
    }
    if (name.equalsIgnoreCase("link")) {
      return maskLinks(value);
    }
    return isUrlHeader(name) ? urls.maskUrl(value) : nested.mask(value);
  }

  /** URLs in angle brackets, which elsewhere are tags, with parameters behind each (RFC 8288). */
  private String maskLinks(String value) {
    StringBuilder out = new StringBuilder(value.length());
    int at = 0;
    while (at < value.length()) {
      int open = value.indexOf('<', at);
      int close = open < 0 ? -1 : value.indexOf('>', open);
      if (close < 0) {
        break;
      }
      out.append(nested.maskProse(value.substring(at, open)))
          .append('<')
          .append(urls.maskUrl(value.substring(open + 1, close)))
          .append('>');
      at = close + 1;
    }
    return out.append(nested.maskProse(value.substring(at))).toString();
  }

  private static boolean isAlwaysSecret(String name) {
    return name.equalsIgnoreCase("cookie")
        || name.equalsIgnoreCase("set-cookie")
        || name.equalsIgnoreCase("cookie2")
        || name.equalsIgnoreCase("set-cookie2")
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
   * a secret name and {@code =} or {@code :} or in a tag masked, and the user of URLs. Finds what
   * is written so, and nothing else.
   */
  public String maskText(String text) {
    return nested.maskProse(text);
  }

  /**
   * The same for a text that goes on behind its end: what only its next characters would show to be
   * a secret is left out.
   */
  public String maskCutText(String text) {
    return nested.maskProse(withoutOpenEnd(text, true));
  }

  /**
   * Masks a complete body.
   *
   * @param mediaType content type, with or without parameters; empty if there is none
   * @param text the decoded body
   */
  public MaskedBody mask(String mediaType, String text) {
    return mask(mediaType, text, false, StandardCharsets.UTF_8);
  }

  /**
   * Masks a body that may be cut. A complete one becomes a JSON value: of JSON the value itself, of
   * a form an object, of other texts a string. A cut one becomes a string, a form an object of the
   * parameters that are complete.
   *
   * @param mediaType content type, with or without parameters; empty if there is none
   * @param text the decoded body
   * @param cut whether the text goes on behind its end; then nothing is stored that could turn out
   *     to be a part of a secret
   * @param charset of what is percent-encoded in a form
   */
  public MaskedBody mask(String mediaType, String text, boolean cut, Charset charset) {
    BodyFormat format = BodyFormat.of(mediaType);
    if (format == BodyFormat.NOT_TEXT) {
      return MaskedBody.notStored(MaskedBody.Reason.NOT_TEXT);
    }
    if (text.trim().isEmpty()) {
      return MaskedBody.notStored(MaskedBody.Reason.EMPTY);
    }
    switch (format) {
      case JSON:
      case JSON_LINES:
        return json(text, format == BodyFormat.JSON_LINES, cut);
      case XML:
        return xml(text, cut);
      case FORM:
        return form(text, cut, charset);
      case TABLE:
        return names.matches(text)
            ? MaskedBody.notStored(MaskedBody.Reason.UNSUPPORTED_TYPE)
            : otherText(text, cut, false);
      default:
        return format == BodyFormat.UNKNOWN && looksLikeJson(text)
            ? json(text, false, cut)
            : otherText(text, cut, format == BodyFormat.HTML);
    }
  }

  private MaskedBody json(String text, boolean lines, boolean cut) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    JsonMasking masking = new JsonMasking(names, nested, text, out);
    MaskedBody.Reason failure = lines ? masking.maskLines() : masking.mask();
    if (!cut) {
      return failure == null ? MaskedBody.stored(out.toString()) : MaskedBody.notStored(failure);
    }
    return failure == null || failure == MaskedBody.Reason.TRUNCATED
        ? cutText(out)
        : MaskedBody.notStored(failure);
  }

  private MaskedBody xml(String text, boolean cut) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    MaskedBody.Reason failure = new XmlMasking(names, nested, text, out).mask();
    if (failure != null && !(cut && failure == MaskedBody.Reason.TRUNCATED)) {
      return MaskedBody.notStored(failure);
    }
    return cutText(out);
  }

  private static MaskedBody cutText(StringBuilder out) {
    return out.length() == 0
        ? MaskedBody.notStored(MaskedBody.Reason.TRUNCATED)
        : string(out.toString());
  }

  private static MaskedBody string(String masked) {
    StringBuilder json = new StringBuilder(masked.length() + 16);
    new JsonWriter(json).value(masked);
    return MaskedBody.stored(json.toString());
  }

  private MaskedBody form(String text, boolean cut, Charset charset) {
    // Some clients send JSON and leave the type at their library's default.
    if (looksLikeJson(text)) {
      return json(text, false, cut);
    }
    String form = text.trim();
    if (cut) {
      int end = form.lastIndexOf('&');
      if (end < 0) {
        return MaskedBody.notStored(MaskedBody.Reason.TRUNCATED);
      }
      form = form.substring(0, end);
    }
    return FormSyntax.isForm(form)
        ? MaskedBody.stored(FormParameters.toJson(urls.maskQuery(form), charset))
        : MaskedBody.notStored(MaskedBody.Reason.NOT_PARSED);
  }

  /** A text of which nobody vouches that it has a structure; where it has one, that is used. */
  private MaskedBody otherText(String text, boolean cut, boolean html) {
    if (looksLikeJson(text)) {
      StringBuilder out = new StringBuilder(text.length() + 16);
      JsonMasking masking = new JsonMasking(names, nested, text, out);
      MaskedBody.Reason failure = masking.mask();
      if (failure == null) {
        return string(masking.masked() == 0 ? text : out.toString());
      }
      if (failure == MaskedBody.Reason.TRUNCATED) {
        return cutText(out);
      }
      if (masking.isValueComplete()) {
        return string(out + nested.maskProse(text.substring(masking.at)));
      }
    }
    boolean tags = html || text.indexOf('<') >= 0;
    String whole = cut ? withoutOpenEnd(text, tags) : text;
    if (tags) {
      StringBuilder out = new StringBuilder(whole.length() + 16);
      XmlMasking masking = new XmlMasking(names, nested, whole, out);
      if (masking.mask() == null) {
        whole = masking.masked() > 0 ? out.toString() : whole;
        return string(nested.maskRestOfDocument(whole));
      }
    }
    String masked = nested.maskProse(whole);
    return masked.isEmpty() ? MaskedBody.notStored(MaskedBody.Reason.TRUNCATED) : string(masked);
  }

  /**
   * A cut text without what only its next characters would show to be a secret: the user of a URL,
   * and the attributes of a tag.
   */
  private static String withoutOpenEnd(String text, boolean tags) {
    String whole = text;
    if (tags) {
      int tag = whole.lastIndexOf('<');
      whole = tag > whole.lastIndexOf('>') ? whole.substring(0, tag) : whole;
    }
    int authority = whole.lastIndexOf("://");
    if (authority < 0) {
      return whole;
    }
    int from = authority + 3;
    for (int i = from; i < whole.length(); i++) {
      char c = whole.charAt(i);
      boolean ends = c <= ' ' || c == '@' || c == '"' || c == '\'';
      if (ends || (c == '/' && !TextValues.isPasswordBegun(whole, from, i))) {
        return whole;
      }
    }
    return whole.substring(0, from);
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
