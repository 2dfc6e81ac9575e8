package io.opsagent.rules;

/** Names and character references of XML, read without a parser. */
final class XmlText {
  private static final int MAX_REFERENCE_CHARS = 10;

  private XmlText() {}

  /** Returns the name that starts at an index; empty if none does. */
  static String name(String text, int from) {
    int to = from;
    while (to < text.length() && isNameCharacter(text.charAt(to), to == from)) {
      to++;
    }
    return text.substring(from, to);
  }

  private static boolean isNameCharacter(char c, boolean first) {
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':';
    boolean later = (c >= '0' && c <= '9') || c == '-' || c == '.';
    return letter || (later && !first) || (c >= 128 && !Character.isSpaceChar(c));
  }

  /** Whether an element or attribute says what something else is called. */
  static boolean isNameWord(String name) {
    String local = name.substring(name.indexOf(':') + 1);
    return TextMasking.isPairName(local);
  }

  /** Whether an element holds what another one names. */
  static boolean isValueWord(String name) {
    return TextMasking.isPairValue(name.substring(name.indexOf(':') + 1));
  }

  /**
   * Returns the text between two indexes with the references resolved that need no document type.
   */
  static String unescape(String text, int from, int to) {
    int ampersand = text.indexOf('&', from);
    if (ampersand < 0 || ampersand >= to) {
      return text.substring(from, to);
    }
    StringBuilder plain = new StringBuilder(to - from);
    int at = from;
    while (at < to) {
      char c = text.charAt(at);
      int end = c == '&' ? semicolon(text, at, to) : -1;
      int character = end < 0 ? -1 : character(text.substring(at + 1, end));
      if (character < 0) {
        plain.append(c);
        at++;
      } else {
        plain.appendCodePoint(character);
        at = end + 1;
      }
    }
    return plain.toString();
  }

  /** Returns the end of a reference, or -1; looks no further than the longest one. */
  private static int semicolon(String text, int from, int to) {
    int end = Math.min(to, from + MAX_REFERENCE_CHARS);
    for (int i = from; i < end; i++) {
      if (text.charAt(i) == ';') {
        return i;
      }
    }
    return -1;
  }

  private static int character(String reference) {
    if (reference.equals("lt")) {
      return '<';
    }
    if (reference.equals("gt")) {
      return '>';
    }
    if (reference.equals("amp")) {
      return '&';
    }
    if (reference.equals("quot")) {
      return '"';
    }
    if (reference.equals("apos")) {
      return '\'';
    }
    if (!reference.startsWith("#") || reference.length() < 2) {
      return -1;
    }
    boolean hex = reference.charAt(1) == 'x';
    int radix = hex ? 16 : 10;
    int code = 0;
    int from = hex ? 2 : 1;
    for (int i = from; i < reference.length(); i++) {
      int digit = PercentDecoding.hex(reference.charAt(i));
      if (digit < 0 || digit >= radix || code > Character.MAX_CODE_POINT) {
        return -1;
      }
      code = code * radix + digit;
    }
    return reference.length() == from || !Character.isValidCodePoint(code) ? -1 : code;
  }
}
