package io.opsagent.rules;

import org.jspecify.annotations.Nullable;

/**
 * Reads the tokens of JSON strictly (RFC 8259) and remembers where and why that failed. One object
 * for one text; not for use by several threads.
 */
abstract class JsonReading {
  /** Names that are kept for their next occurrence; a power of two. */
  static final int RECENT_NAMES = 32;

  final String text;
  int at;
  MaskedBody.@Nullable Reason failure;
  private final String[] recentNames = new String[RECENT_NAMES];

  JsonReading(String text) {
    this.text = text;
    this.at = !text.isEmpty() && text.charAt(0) == '\ufeff' ? 1 : 0;
  }

  /** Returns false and keeps the reason; a text that has ended cannot be told from a cut one. */
  final boolean fail() {
    if (failure == null) {
      failure = at >= text.length() ? MaskedBody.Reason.TRUNCATED : MaskedBody.Reason.NOT_PARSED;
    }
    return false;
  }

  /** Whether there is a line end between two indexes. */
  final boolean hasLineEnd(int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) == '\n' || text.charAt(i) == '\r') {
        return true;
      }
    }
    return false;
  }

  /** Moves behind blanks. */
  final void skipBlanks() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return;
      }
      at++;
    }
  }

  /** Moves behind blanks and a character, if it is there. */
  final boolean accept(char wanted) {
    skipBlanks();
    if (at < text.length() && text.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  /** Reads one of the words {@code true}, {@code false} and {@code null}. */
  final boolean word(String word) {
    for (int i = 0; i < word.length(); i++, at++) {
      if (at == text.length() || text.charAt(at) != word.charAt(i)) {
        return fail();
      }
    }
    return true;
  }

  /** Reads a number. */
  final boolean number() {
    if (text.charAt(at) == '-') {
      at++;
    }
    int integerFrom = at;
    if (!digits() || (text.charAt(integerFrom) == '0' && at - integerFrom > 1)) {
      return fail();
    }
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      if (!digits()) {
        return fail();
      }
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at++;
      if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
        at++;
      }
      if (!digits()) {
        return fail();
      }
    }
    return true;
  }

  private boolean digits() {
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at > from;
  }

  /**
   * Where a string ends in which there is nothing to mask, to unescape or to escape, as nearly all
   * are; else -1. Spares such strings the way through objects.
   */
  final int plainEnd(int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        return NestedText.isHarmless(text, from, i) ? i : -1;
      }
      if (c < ' ' || c == '\\' || c >= 0x2000) {
        return -1;
      }
    }
    return -1;
  }

  /** Reads the name of a member; the same object for a name that was there shortly before. */
  final @Nullable String name() {
    int from = at + 1;
    int slot = slot(from);
    String recent = recentNames[slot];
    if (recent != null) {
      int end = from + recent.length();
      if (end < text.length() && text.charAt(end) == '"' && text.startsWith(recent, from)) {
        at = end + 1;
        return recent;
      }
    }
    String name = string();
    if (name != null && at - from - 1 == name.length() && isBare(name)) {
      recentNames[slot] = name;
    }
    return name;
  }

  /** By the first three characters; of a shorter name what follows it counts, too. */
  private int slot(int from) {
    int end = Math.min(from + 3, text.length());
    int hash = 0;
    for (int i = from; i < end; i++) {
      hash = hash * 31 + text.charAt(i);
    }
    return (hash ^ hash >>> 5) & (RECENT_NAMES - 1);
  }

  /** Whether a name is written as it is: an escaped one could look like another's text. */
  private static boolean isBare(String name) {
    return name.indexOf('\\') < 0 && name.indexOf('"') < 0;
  }

  /** Reads a string and its quotes; returns null after a failure. */
  final @Nullable String string() {
    int from = ++at;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        return text.substring(from, at++);
      }
      if (c == '\\') {
        return stringWithEscapes(from);
      }
      if (c < ' ') {
        fail();
        return null;
      }
      at++;
    }
    fail();
    return null;
  }

  private @Nullable String stringWithEscapes(int from) {
    StringBuilder plain = new StringBuilder().append(text, from, at);
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return plain.toString();
      }
      if (c < ' ') {
        break;
      }
      at++;
      if (c != '\\') {
        plain.append(c);
      } else if (!escape(plain)) {
        return null;
      }
    }
    fail();
    return null;
  }

  private boolean escape(StringBuilder plain) {
    if (at == text.length()) {
      return fail();
    }
    char c = text.charAt(at);
    if (c == 'u') {
      int code = 0;
      for (int i = 0; i < 4; i++) {
        at++;
        int digit = at < text.length() ? PercentDecoding.hex(text.charAt(at)) : -1;
        if (digit < 0) {
          return fail();
        }
        code = code * 16 + digit;
      }
      plain.append((char) code);
    } else {
      int known = "\"\\/bfnrt".indexOf(c);
      if (known < 0) {
        return fail();
      }
      plain.append("\"\\/\b\f\n\r\t".charAt(known));
    }
    at++;
    return true;
  }
}
