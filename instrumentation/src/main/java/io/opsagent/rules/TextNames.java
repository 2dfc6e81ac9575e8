package io.opsagent.rules;

import org.jspecify.annotations.Nullable;

/**
 * Finds the name in front of {@code =} or {@code :} in a text without structure: a word, quoted or
 * not, with its subscripts ({@code user[password]}), or the columns of a constraint in brackets
 * ({@code Key (api_key)=(x)}), with the escapes of JSON, URLs and XML undone. Stateless; each look
 * goes back a bounded way.
 */
final class TextNames {
  /** How a document stands in an attribute of a page. */
  static final String QUOTE_ENTITY = "&quot;";

  /** Longer words are no names; also keeps the walk back from each sign short. */
  static final int MAX_NAME_CHARS = 100;

  private static final int MAX_ENTITY_CHARS = 9;

  private TextNames() {}

  /** Returns the name that ends at a sign, or null. */
  static @Nullable String before(String text, int sign) {
    int end = sign;
    if (text.startsWith(QUOTE_ENTITY, end - QUOTE_ENTITY.length())) {
      end -= QUOTE_ENTITY.length();
    }
    while (end > 0 && isBetweenNameAndSign(text.charAt(end - 1))) {
      end--;
    }
    int start = end;
    boolean escaped = false;
    while (start > 0 && end - start < MAX_NAME_CHARS) {
      int next = start - 1;
      if (!isNameChar(text.charAt(next))) {
        next = beforeBrackets(text, start, end);
        if (next == start) {
          next = beforeEscape(text, start, end);
          if (next == start) {
            break;
          }
          escaped = true;
        }
      }
      start = next;
    }
    if (start == end) {
      return null;
    }
    String name = text.substring(start, end);
    return escaped ? unescape(name) : name;
  }

  private static boolean isBetweenNameAndSign(char c) {
    return c == ' ' || c == '\\' || c == '"' || c == '\'';
  }

  /** Whether a character may stand in a bare name. */
  static boolean isNameChar(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
  }

  /** The index of the bracket that opens the group that ends here, or the index itself. */
  private static int beforeBrackets(String text, int at, int end) {
    char close = text.charAt(at - 1);
    if (close != ']' && !(close == ')' && at == end)) {
      return at;
    }
    char open = close == ']' ? '[' : '(';
    for (int i = at - 2; i >= 0 && end - i <= MAX_NAME_CHARS; i--) {
      if (text.charAt(i) == open) {
        return i;
      }
    }
    return at;
  }

  /** The start of an escape whose end is in the name already, or the index itself. */
  private static int beforeEscape(String text, int at, int end) {
    char c = text.charAt(at - 1);
    if (c == '%' && isHex(text, at, Math.min(end, at + 2), 2)) {
      return at - 1;
    }
    if (c == '\\' && text.startsWith("u", at) && isHex(text, at + 1, Math.min(end, at + 5), 4)) {
      return at - 1;
    }
    if (c == ';') {
      for (int i = at - 2; i >= 0 && at - i <= MAX_ENTITY_CHARS; i--) {
        if (text.charAt(i) == '&') {
          return text.startsWith("#", i + 1) ? i : at;
        }
      }
    }
    return at;
  }

  private static boolean isHex(String text, int from, int to, int digits) {
    if (to - from != digits) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (PercentDecoding.hex(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  private static String unescape(String name) {
    String plain = XmlText.unescape(name, 0, name.length());
    plain = PercentDecoding.decodeTwice(plain);
    int at = plain.indexOf("\\u");
    if (at < 0) {
      return plain;
    }
    StringBuilder out = new StringBuilder(plain.length());
    int copied = 0;
    while (at >= 0) {
      int next = at + 2;
      if (isHex(plain, next, Math.min(plain.length(), next + 4), 4)) {
        out.append(plain, copied, at)
            .append((char) Integer.parseInt(plain.substring(next, next + 4), 16));
        copied = next + 4;
        next = copied;
      }
      at = plain.indexOf("\\u", next);
    }
    return out.append(plain, copied, plain.length()).toString();
  }
}
