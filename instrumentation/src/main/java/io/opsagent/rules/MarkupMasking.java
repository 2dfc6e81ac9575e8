package io.opsagent.rules;

/**
 * Masks secrets in HTML and in what only looks like XML, without a parser: what a person typed into
 * a field with a secret name ({@code <input name="password" value="x">}, in any order), the content
 * of {@code <meta>} with one, and the text inside an element or text area that is called so. What
 * else is written as {@code name="value"} is found by {@link TextMasking}. Immutable; linear in the
 * length of the text.
 */
final class MarkupMasking {
  /** Attributes that say what an element is about. */
  private static final String[] NAMING = {
    "name", "id", "key", "type", "property", "autocomplete", "itemprop", "for"
  };

  /** Attributes that hold what it is. */
  private static final String[] HOLDING = {"value", "content", "placeholder", "data-value"};

  /** How many times the whole text may be looked through for end tags that are not there. */
  private static final int MAX_LOOKS = 8;

  private final SecretNames names;

  MarkupMasking(SecretNames names) {
    this.names = names;
  }

  String mask(String text) {
    return mask(text, true);
  }

  /**
   * The same, leaving out elements that are called so themselves, for a text in which a parser has
   * masked them.
   */
  String maskFields(String text) {
    return mask(text, false);
  }

  private String mask(String text, boolean elements) {
    StringBuilder out = null;
    int copied = 0;
    long lookAhead = MAX_LOOKS * (long) text.length();
    boolean namesValue = false;
    int at = text.indexOf('<');
    while (at >= 0 && at + 1 < text.length()) {
      if (!isLetter(text.charAt(at + 1))) {
        at = text.indexOf('<', at + 1);
        continue;
      }
      int nameTo = at + 1;
      while (nameTo < text.length() && isNameChar(text.charAt(nameTo))) {
        nameTo++;
      }
      String element = text.substring(at + 1, nameTo);
      int end = tagEnd(text, nameTo);
      boolean pairValue = namesValue && XmlText.isValueWord(element);
      boolean secret = pairValue || (elements && names.matches(element));
      namesValue = !pairValue && (namesSecret(text, element, end) || namesValue);
      boolean named = secret || isNamedSecret(text, nameTo, end);
      if (named || isAttributeSecret(text, nameTo, end)) {
        out = out == null ? new StringBuilder(text.length() + 16) : out;
        copied = maskAttributes(text, nameTo, end, copied, secret, named, out);
        boolean holdsText = secret || (named && element.equalsIgnoreCase("textarea"));
        if (holdsText && text.charAt(end - 1) != '/') {
          boolean closed = end < text.length() && text.charAt(end) == '>';
          int from = closed ? end + 1 : end;
          int to = endTag(text, element, from, lookAhead);
          if (to < 0) {
            lookAhead -= text.length() - from;
            to = lookAhead < 0 ? text.length() : openEnd(text, from);
          }
          if (!text.substring(from, to).trim().isEmpty()) {
            out.append(text, copied, from).append(Masking.MASK);
            copied = to;
            end = to;
          }
        }
      }
      at = text.indexOf('<', Math.max(end, at + 1));
    }
    return out == null ? text : out.append(text, copied, text.length()).toString();
  }

  /**
   * The index of the end tag of an element, those of elements in it that are called the same not
   * counted, or the last one of them; -1 if there is none.
   *
   * @param maxChars to look at, so that all looks together stay linear in the length of the text
   */
  private static int endTag(String text, String element, int from, long maxChars) {
    int open = 1;
    int lastClose = -1;
    for (int at = text.indexOf('<', from); at >= 0; at = text.indexOf('<', at + 1)) {
      if (at - from > maxChars) {
        return -1;
      }
      if (text.startsWith("/", at + 1)) {
        if (isElement(text, at + 2, element)) {
          lastClose = at;
          open--;
        }
      } else if (isElement(text, at + 1, element)) {
        open++;
      }
      if (open == 0) {
        return at;
      }
    }
    return lastClose;
  }

  /**
   * Where the inside of an element ends that nobody closes: at the next tag, if text is in front of
   * it.
   */
  private static int openEnd(String text, int from) {
    int next = text.indexOf('<', from);
    return next < 0 || text.substring(from, next).trim().isEmpty() ? text.length() : next;
  }

  private static boolean isElement(String text, int at, String element) {
    int end = at + element.length();
    return text.regionMatches(true, at, element, 0, element.length())
        && (end >= text.length() || !isNameChar(text.charAt(end)));
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isNameChar(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.' || c == ':';
  }

  /**
   * The index of the {@code >} of a tag, or of the next one if a quote is not closed, or the end.
   */
  private static int tagEnd(String text, int from) {
    char quote = 0;
    for (int at = from; at < text.length(); at++) {
      char c = text.charAt(at);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '>' || c == '<') {
        return at;
      } else if (c == '"' || c == '\'') {
        quote = c;
      }
    }
    int next = quote == 0 ? -1 : text.indexOf('>', from);
    return next < 0 ? text.length() : next;
  }

  private boolean isNamedSecret(String text, int from, int to) {
    Attributes attributes = new Attributes(text, from, to);
    while (attributes.next()) {
      if (isOneOf(NAMING, attributes) && names.matches(attributes.plainValue())) {
        return true;
      }
    }
    return false;
  }

  /** Whether the inside of an element called name or key is a secret name. */
  private boolean namesSecret(String text, String element, int end) {
    if (!XmlText.isNameWord(element) || end >= text.length() || text.charAt(end) != '>') {
      return false;
    }
    int to = text.indexOf('<', end);
    int last = Math.min(to < 0 ? text.length() : to, end + TextNames.MAX_NAME_CHARS);
    return names.matches(XmlText.unescape(text, end + 1, last));
  }

  private boolean isAttributeSecret(String text, int from, int to) {
    Attributes attributes = new Attributes(text, from, to);
    while (attributes.next()) {
      if (names.matches(attributes.name())) {
        return true;
      }
    }
    return false;
  }

  /** Returns up to where the text is in the output. */
  private int maskAttributes(
      String text, int from, int to, int copied, boolean all, boolean named, StringBuilder out) {
    int done = copied;
    Attributes attributes = new Attributes(text, from, to);
    while (attributes.next()) {
      boolean holds = all ? !isOneOf(NAMING, attributes) : named && isOneOf(HOLDING, attributes);
      holds |= names.matches(attributes.name());
      if (holds && attributes.valueTo > attributes.valueFrom) {
        out.append(text, done, attributes.valueFrom).append(Masking.MASK);
        done = attributes.valueTo;
      }
    }
    return done;
  }

  private static boolean isOneOf(String[] words, Attributes attributes) {
    int length = attributes.nameTo - attributes.nameFrom;
    for (String word : words) {
      if (word.length() == length
          && attributes.text.regionMatches(true, attributes.nameFrom, word, 0, length)) {
        return true;
      }
    }
    return false;
  }

  /** Walks over the attributes of a tag that have a value, quoted or not. */
  private static final class Attributes {
    private final String text;
    private final int to;
    private int at;
    private int nameFrom;
    private int nameTo;
    private int valueFrom;
    private int valueTo;

    Attributes(String text, int from, int to) {
      this.text = text;
      this.at = from;
      this.to = to;
    }

    String name() {
      return XmlText.unescape(text, nameFrom, nameTo);
    }

    String plainValue() {
      return XmlText.unescape(text, valueFrom, valueTo);
    }

    boolean next() {
      while (at < to) {
        skipBlanks();
        nameFrom = at;
        while (at < to && text.charAt(at) > ' ' && text.charAt(at) != '=') {
          at++;
        }
        nameTo = at;
        skipBlanks();
        if (at < to && text.charAt(at) == '=') {
          at++;
          skipBlanks();
          readValue();
          return true;
        }
      }
      return false;
    }

    private void readValue() {
      char quote = at < to ? text.charAt(at) : 0;
      if (quote == '"' || quote == '\'') {
        valueFrom = at + 1;
        int close = valueFrom;
        while (close < to && text.charAt(close) != quote) {
          close++;
        }
        valueTo = close;
        at = Math.min(close + 1, to);
        return;
      }
      valueFrom = at;
      while (at < to && text.charAt(at) > ' ') {
        at++;
      }
      valueTo = at;
    }

    private void skipBlanks() {
      while (at < to && text.charAt(at) <= ' ') {
        at++;
      }
    }
  }
}
