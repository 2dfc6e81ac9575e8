package io.opsagent.capture;

import org.jspecify.annotations.Nullable;

/** The value of a {@code Content-Length} header (RFC 9110, section 8.6). */
final class ContentLength {
  private static final int MAX_DIGITS = 18;

  private ContentLength() {}

  /** A length of at most 18 digits, or -1. */
  static long parse(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > MAX_DIGITS) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
