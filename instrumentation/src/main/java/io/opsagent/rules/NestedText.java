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

  /** For what is found inside; null at the deepest nesting that is read. */
  private final @Nullable NestedText inner;

  NestedText(SecretNames names) {
    this(names, 0);
  }

  private NestedText(SecretNames names, int nesting) {
    this.names = names;
    this.urls = new UrlMasking(names, this);
    this.prose = new TextMasking(names);
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
      if (c == ':' || c == '=' || c == '&' || c == '%') {
        return false;
      }
    }
    return true;
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
        return names.matches(value) ? Masking.MASK : value;
      }
      return inner.urls.maskUrl(value);
    }
    String trimmed = value.trim();
    char first = trimmed.isEmpty() ? ' ' : trimmed.charAt(0);
    boolean json = first == '{' || first == '[';
    // Only then can it be a document with a secret; spares the parsing of nearly all texts.
    if (!json && first != '<') {
      return prose.mask(value);
    }
    if (!names.matches(value)) {
      return value;
    }
    return inner == null || holdsSecret(trimmed, json, inner) ? Masking.MASK : value;
  }

  /** What looks like a document, names a secret and cannot be read is taken for one. */
  private boolean holdsSecret(String document, boolean json, NestedText inside) {
    StringBuilder unused = new StringBuilder(document.length());
    if (json) {
      JsonMasking masking = new JsonMasking(names, inside, document, unused);
      return masking.mask() != null || masking.masked() > 0;
    }
    XmlMasking masking = new XmlMasking(names, inside, document, unused);
    return masking.mask() != null || masking.masked() > 0;
  }
}
