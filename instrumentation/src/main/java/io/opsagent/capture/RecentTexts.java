package io.opsagent.capture;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Texts of headers that servers hold as bytes and that come again and again, such as {@code Host}
 * and {@code User-Agent}: a table of the latest ones, so that a request does not make the same
 * strings anew. Whoever reads them later finds one object, with its hash.
 *
 * <p>A place is found by a few of the bytes; another text there is replaced. Without locks: entries
 * are immutable, and a lost one costs a string. Any thread. Not for values that may be secret, as
 * they stay in memory.
 */
public final class RecentTexts {
  private static final int PLACES = 256;

  /** Longer texts are made anew each time. */
  private static final int MAX_BYTES = 512;

  private final @Nullable Entry[] entries = new Entry[PLACES];

  private static final class Entry {
    private final byte[] bytes;
    private final String text;

    Entry(byte[] bytes, String text) {
      this.bytes = bytes;
      this.text = text;
    }

    boolean is(byte[] source, int start, int length) {
      if (bytes.length != length) {
        return false;
      }
      // From the end: the beginnings of user agents are all the same.
      for (int i = length - 1; i >= 0; i--) {
        if (bytes[i] != source[start + i]) {
          return false;
        }
      }
      return true;
    }
  }

  /** The text of bytes that are ISO-8859-1. */
  public String of(byte[] source, int start, int length) {
    if (length == 0 || length > MAX_BYTES) {
      return new String(source, start, length, StandardCharsets.ISO_8859_1);
    }
    int place = place(source, start, length);
    Entry known = entries[place];
    if (known != null && known.is(source, start, length)) {
      return known.text;
    }
    byte[] copy = new byte[length];
    System.arraycopy(source, start, copy, 0, length);
    String text = new String(copy, StandardCharsets.ISO_8859_1);
    entries[place] = new Entry(copy, text);
    return text;
  }

  private static int place(byte[] source, int start, int length) {
    int hash = length;
    int step = Math.max(1, length / 16);
    for (int i = length - 1; i >= 0; i -= step) {
      hash = hash * 31 + source[start + i];
    }
    return (hash ^ hash >>> 8 ^ hash >>> 16) & PLACES - 1;
  }
}
