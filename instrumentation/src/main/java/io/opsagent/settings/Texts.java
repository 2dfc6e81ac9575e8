package io.opsagent.settings;

import java.util.Locale;

/** The few text operations that the types of settings share, without regular expressions. */
final class Texts {
  private Texts() {}

  static String lowerCase(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** Takes off blanks, tabs and line ends, also the no-break blank that comes with copied text. */
  static String trim(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\u00a0' || (c >= '\t' && c <= '\r');
  }

  static boolean startsWith(String text, char first) {
    return !text.isEmpty() && text.charAt(0) == first;
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isLetterOrDigit(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  static boolean hasControl(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** Returns the index after the digits that start at {@code from}. */
  static int leadingDigits(String text, int from) {
    int at = from;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Returns the number, or -1 if the text is not only digits or does not fit into 15 of them. */
  static long wholeNumber(String text) {
    if (text.isEmpty() || text.length() > 15 || leadingDigits(text, 0) != text.length()) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      number = number * 10 + (text.charAt(i) - '0');
    }
    return number;
  }

  /** Multiplies; -1 (no number) stays -1, and so does what does not fit. */
  static long times(long number, long factor) {
    return number < 0 || number > Long.MAX_VALUE / factor ? -1 : number * factor;
  }

  /** Adds; -1 (no number) stays -1, and so does what does not fit. */
  static long plus(long one, long other) {
    return one < 0 || other < 0 || one > Long.MAX_VALUE - other ? -1 : one + other;
  }
}
