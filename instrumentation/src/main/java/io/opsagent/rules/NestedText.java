package io.opsagent.rules;

import org.jspecify.annotations.Nullable;

/**
 * Finds secrets in a single text value: a URL, or a JSON or XML document that was put into a string
 * of another one, as webhooks and old SOAP services do, or prose such as a connection string.
 * Immutable.
 */
final class NestedText {
  private static final int MAX_NESTING = 2;

  private final SecretNames names;
  private final UrlMasking urls;
  private final TextMasking prose;
  private final MarkupMasking markup;

  /** For what is found inside; null at the deepest nesting that is read. */
  private final @Nullable NestedText inner;

  NestedText(SecretNames names) {
    this(names, 0);
  }

  private NestedText(SecretNames names, int nesting) {
    this.names = names;
    this.urls = new UrlMasking(names, this);
    this.prose = new TextMasking(names);
    this.markup = new MarkupMasking(names);
    this.inner = nesting == MAX_NESTING ? null : new NestedText(names, nesting + 1);
  }

  UrlMasking urls() {
    return urls;
  }

  /**
   * Whether a part of a text is one in which {@link #mask} would find nothing, whatever follows it:
   * no document, no URL, and no sign behind which a secret could stand.
   */
  static boolean isHarmless(String text, int from, int to) {
    if (from < to && (text.charAt(from) <= ' ' || "/{[<".indexOf(text.charAt(from)) >= 0)) {
      return false;
    }
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == ':' || c == '=' || c == '&' || c == '%' || c == '<') {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns a text with what stands in tags and behind names that are secret masked, whatever the
   * text is.
   */
  String maskProse(String text) {
    return prose.mask(text.indexOf('<') < 0 ? text : markup.mask(text));
  }

  /** The same for a document whose secret elements are masked. */
  String maskRestOfDocument(String text) {
    return prose.mask(markup.maskFields(text));
  }

  /**
   * Returns the value itself if nothing in it is secret, a URL with its secrets masked, or the mask
   * in place of a document with secrets.
   */
  String mask(String value) {
    if (value.length() < 4) {
      return value;
    }
    if (UrlMasking.isUrl(value)) {
      if (inner == null) {
        return names.matches(value) ? Masking.MASK : maskProse(value);
      }
      return maskBehindUrl(inner.urls.maskUrl(value));
    }
    String trimmed = value.trim();
    char first = trimmed.isEmpty() ? ' ' : trimmed.charAt(0);
    boolean json = first == '{' || first == '[';
    // Only then can it be a document with a secret; spares the parsing of nearly all texts.
    if (!json && first != '<') {
      return maskProse(value);
    }
    boolean named = names.matches(value);
    if (!named && !mayHide(value)) {
      return value;
    }
    if (inner == null) {
      return named ? Masking.MASK : maskProse(value);
    }
    Boolean secret = holdsSecret(trimmed, json, inner);
    if (secret == null) {
      // What looks like a document, names a secret and cannot be read is taken for one.
      return named ? Masking.MASK : maskProse(value);
    }
    return secret ? Masking.MASK : value;
  }

  /** A text may begin with a URL and go on behind it. */
  private String maskBehindUrl(String masked) {
    int end = 0;
    while (end < masked.length() && masked.charAt(end) > ' ') {
      end++;
    }
    if (end == masked.length()) {
      return masked;
    }
    String rest = masked.substring(end);
    String maskedRest = maskProse(rest);
    return maskedRest.equals(rest) ? masked : masked.substring(0, end) + maskedRest;
  }

  /** Whether a document could hold a secret without its name: escaped, or in a URL. */
  private static boolean mayHide(String document) {
    return document.indexOf('%') >= 0
        || document.contains("\\u")
        || document.contains("&#")
        || document.contains("//");
  }

  /** Whether a document holds a secret; null if it cannot be read. */
  private @Nullable Boolean holdsSecret(String document, boolean json, NestedText inside) {
    StringBuilder unused = new StringBuilder(document.length());
    if (json) {
      JsonMasking masking = new JsonMasking(names, inside, document, unused);
      return masking.mask() != null ? null : Boolean.valueOf(masking.masked() > 0);
    }
    XmlMasking masking = new XmlMasking(names, inside, document, unused);
    return masking.mask() != null ? null : Boolean.valueOf(masking.masked() > 0);
  }
}
