package io.opsagent.storage;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a text becomes before it is stored, the same on every engine: PostgreSQL knows no NUL, no
 * encoding knows half of a surrogate pair, and a column has a size.
 */
final class TextColumn {
  private static final char REPLACEMENT = '\uFFFD';
  private static final int PART_CHARS = 512;

  private TextColumn() {}

  /**
   * A text that fits into a column: cut to its size, never in the middle of a character.
   *
   * @param maxChars size of the column in UTF-16 units, which no engine counts more strictly
   */
  static String fit(String text, int maxChars) {
    String cut = text;
    if (text.length() > maxChars) {
      boolean splitsPair = Character.isHighSurrogate(text.charAt(maxChars - 1));
      cut = text.substring(0, splitsPair ? maxChars - 1 : maxChars);
    }
    return clean(cut);
  }

  /** As {@link #fit}, for a column that may be empty. */
  static @Nullable String fitOrNull(@Nullable String text, int maxChars) {
    return text == null ? null : fit(text, maxChars);
  }

  /**
   * A JSON text, or null when it is beyond its limit: a part of it would not be JSON.
   *
   * @param maxBytes limit in bytes of UTF-8
   */
  static @Nullable String json(@Nullable String json, int maxBytes) {
    if (json == null || isLonger(json, maxBytes)) {
      return null;
    }
    return clean(json);
  }

  private static boolean isLonger(String text, int maxBytes) {
    if (text.length() > maxBytes) {
      return true;
    }
    // A UTF-16 unit is at most 3 bytes of UTF-8; only what may be too long is encoded.
    return text.length() > maxBytes / 3 && text.getBytes(StandardCharsets.UTF_8).length > maxBytes;
  }

  private static String clean(String text) {
    int length = text.length();
    char[] part = new char[Math.min(length, PART_CHARS)];
    for (int from = 0; from < length; from += part.length) {
      int count = Math.min(part.length, length - from);
      // One copy of many characters costs less than to ask the string for each.
      text.getChars(from, from + count, part, 0);
      // Below 0 for NUL and for the 2,048 surrogates; without a branch for each character.
      int signs = 0;
      for (int i = 0; i < count; i++) {
        signs |= (part[i] - 1) | ((part[i] ^ Character.MIN_SURROGATE) - 0x800);
      }
      if (signs < 0) {
        return replaceFrom(from, text);
      }
    }
    return text;
  }

  private static String replaceFrom(int start, String text) {
    StringBuilder out = new StringBuilder(text.length()).append(text, 0, start);
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        out.append(c).append(text.charAt(++i));
      } else {
        out.append(c == 0 || Character.isSurrogate(c) ? REPLACEMENT : c);
      }
    }
    return out.toString();
  }
}
