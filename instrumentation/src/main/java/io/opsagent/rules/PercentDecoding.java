package io.opsagent.rules;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Decodes form encoding. What is malformed stays as it is, so that a cut text is read as far as it
 * goes.
 */
final class PercentDecoding {
  private PercentDecoding() {}

  /** Returns the text between two indexes with {@code +} and {@code %xx} decoded as UTF-8. */
  static String decode(String text, int from, int to) {
    return decode(text, from, to, StandardCharsets.UTF_8);
  }

  /** The same with the bytes behind {@code %xx} in another charset. */
  static String decode(String text, int from, int to, Charset charset) {
    int at = from;
    while (at < to && text.charAt(at) != '%' && text.charAt(at) != '+') {
      at++;
    }
    if (at == to) {
      return text.substring(from, to);
    }
    StringBuilder plain = new StringBuilder(to - from).append(text, from, at);
    byte[] bytes = new byte[(to - at) / 3];
    while (at < to) {
      char c = text.charAt(at);
      int count = 0;
      while (at + 2 < to && text.charAt(at) == '%') {
        int high = hex(text.charAt(at + 1));
        int low = hex(text.charAt(at + 2));
        if (high < 0 || low < 0) {
          break;
        }
        bytes[count++] = (byte) (high << 4 | low);
        at += 3;
      }
      if (count > 0) {
        plain.append(new String(bytes, 0, count, charset));
      } else {
        plain.append(c == '+' ? ' ' : c);
        at++;
      }
    }
    return plain.toString();
  }

  /** Decodes what may have been encoded twice, as a URL in a URL is. */
  static String decodeTwice(String text) {
    String once = decode(text, 0, text.length());
    return once.indexOf('%') < 0 ? once : decode(once, 0, once.length());
  }

  static int hex(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
      return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
  }
}
