package io.opsagent.rules;

import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON value strictly (RFC 8259) and writes it again with its secrets masked
 * (operations-api.md 6.5). Numbers and the order and repetition of members stay as they are. One
 * object for one text; not for use by several threads.
 *
 * <p>Beyond that rule everything under a secret key is masked however deep it lies, and so is the
 * member {@code value} of an object whose {@code name} or {@code key} is a secret name: that is how
 * lists of settings, headers and form fields look.
 *
 * <p>A text that ends too early is written up to the last token that is complete, for those who
 * know that it was cut: of what is cut itself only a harmless text is begun, and in the objects
 * that are still open every {@code value} is masked, because the {@code name} may have been in what
 * is missing.
 */
final class JsonMasking {
  /** Names that are kept for their next occurrence; a power of two. */
  private static final int RECENT_NAMES = 16;

  private final SecretNames names;
  private final NestedText nested;
  private final String text;
  private final StringBuilder out;
  private final JsonWriter writer;
  private final String[] recentNames = new String[RECENT_NAMES];
  private int at;
  private int masked;
  private MaskedBody.@Nullable Reason failure;

  JsonMasking(SecretNames names, NestedText nested, String text, StringBuilder out) {
    this.names = names;
    this.nested = nested;
    this.text = text;
    this.out = out;
    this.writer = new JsonWriter(out);
    this.at = !text.isEmpty() && text.charAt(0) == '\ufeff' ? 1 : 0;
  }

  /** Reads the whole text as one value; returns why that is not possible, or null. */
  MaskedBody.@Nullable Reason mask() {
    if (value(false, 0)) {
      skipBlanks();
      if (at < text.length()) {
        fail();
      }
    }
    return failure;
  }

  /** Reads the text as lines of one value each and writes them as a list. */
  MaskedBody.@Nullable Reason maskLines() {
    writer.beginArray();
    skipBlanks();
    while (at < text.length()) {
      if (!value(false, 0)) {
        return failure;
      }
      int end = at;
      skipBlanks();
      if (at < text.length() && !hasLineEnd(end, at)) {
        fail();
        return failure;
      }
    }
    writer.endArray();
    return failure;
  }

  /** Returns how many values were masked so far. */
  int masked() {
    return masked;
  }

  private boolean hasLineEnd(int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) == '\n' || text.charAt(i) == '\r') {
        return true;
      }
    }
    return false;
  }

  /** Returns false and keeps the reason; a text that has ended cannot be told from a cut one. */
  private boolean fail() {
    if (failure == null) {
      failure = at >= text.length() ? MaskedBody.Reason.TRUNCATED : MaskedBody.Reason.NOT_PARSED;
    }
    return false;
  }

  private void skipBlanks() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return;
      }
      at++;
    }
  }

  private boolean accept(char wanted) {
    skipBlanks();
    if (at < text.length() && text.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private boolean value(boolean secret, int depth) {
    skipBlanks();
    if (at == text.length()) {
      return fail();
    }
    char c = text.charAt(at);
    if (c == '{' || c == '[') {
      if (depth == Masking.MAX_DEPTH) {
        failure = MaskedBody.Reason.TOO_DEEP;
        return false;
      }
      return c == '{' ? object(secret, depth) : array(secret, depth);
    }
    if (c == '"') {
      return stringValue(secret);
    }
    if (c == 't') {
      return word("true");
    }
    if (c == 'f') {
      return word("false");
    }
    if (c == 'n') {
      return word("null");
    }
    return number(secret);
  }

  private boolean object(boolean secret, int depth) {
    at++;
    writer.beginObject();
    if (accept('}')) {
      writer.endObject();
      return true;
    }
    boolean namesSecret = false;
    int valueFrom = -1;
    int valueTo = -1;
    do {
      skipBlanks();
      if (at == text.length() || text.charAt(at) != '"') {
        return failAfter(valueFrom, valueTo);
      }
      String name = name();
      if (name == null || !accept(':')) {
        return failAfter(valueFrom, valueTo);
      }
      writer.name(name);
      int from = out.length();
      skipBlanks();
      int textFrom = at;
      if (!value(secret || names.matches(name), depth + 1)) {
        boolean inValue = name.equalsIgnoreCase("value");
        return failAfter(inValue ? from : valueFrom, inValue ? out.length() : valueTo);
      }
      if (isName(name) && text.charAt(textFrom) == '"') {
        namesSecret |= names.matches(out.substring(from + 1, out.length() - 1));
      } else if (name.equalsIgnoreCase("value")) {
        valueFrom = from;
        valueTo = out.length();
      }
      if (namesSecret && valueFrom >= 0) {
        maskWritten(valueFrom, valueTo);
        valueFrom = -1;
      }
    } while (accept(','));
    if (!accept('}')) {
      return failAfter(valueFrom, valueTo);
    }
    writer.endObject();
    return true;
  }

  /** Fails in an object whose name may be in what is missing. */
  private boolean failAfter(int valueFrom, int valueTo) {
    if (valueFrom >= 0 && valueTo > valueFrom) {
      maskWritten(valueFrom, valueTo);
    }
    return fail();
  }

  private static boolean isName(String name) {
    return name.equalsIgnoreCase("name") || name.equalsIgnoreCase("key");
  }

  /** Masks a value that was written before its name was known. */
  private void maskWritten(int from, int to) {
    String written = out.substring(from, to);
    if (!isHarmless(written) && !written.equals("\"\"") && !isZero(written)) {
      out.replace(from, to, '"' + Masking.MASK + '"');
      masked++;
    }
  }

  private boolean array(boolean secret, int depth) {
    at++;
    writer.beginArray();
    if (accept(']')) {
      writer.endArray();
      return true;
    }
    do {
      if (!value(secret, depth + 1)) {
        return false;
      }
    } while (accept(','));
    if (!accept(']')) {
      return fail();
    }
    writer.endArray();
    return true;
  }

  private boolean stringValue(boolean secret) {
    int end = secret ? -1 : plainEnd(at + 1);
    if (end >= 0) {
      writer.plain(text, at + 1, end);
      at = end + 1;
      return true;
    }
    int from = at + 1;
    String string = string();
    if (string == null) {
      if (!secret && failure == MaskedBody.Reason.TRUNCATED) {
        writeCut(from);
      }
      return false;
    }
    writeString(string, secret);
    return true;
  }

  /** The beginning of a string, if it is nothing that could become a secret. */
  private void writeCut(int from) {
    int to = from;
    while (to < text.length() && text.charAt(to) != '\\') {
      to++;
    }
    if (to > from && NestedText.isHarmless(text, from, to)) {
      writer.value(text.substring(from, to));
      out.setLength(out.length() - 1);
    }
  }

  /**
   * Where a string ends in which there is nothing to mask, to unescape or to escape, as nearly all
   * are; else -1. Spares such strings the way through objects.
   */
  private int plainEnd(int from) {
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
  private @Nullable String name() {
    int from = at + 1;
    int slot = from + 1 < text.length() ? slot(text.charAt(from), text.charAt(from + 1)) : 0;
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

  private static int slot(char first, char second) {
    return (first * 7 + second) & (RECENT_NAMES - 1);
  }

  /** Whether a name is written as it is: an escaped one could look like another's text. */
  private static boolean isBare(String name) {
    return name.indexOf('\\') < 0 && name.indexOf('"') < 0;
  }

  private void writeString(String string, boolean secret) {
    String shown = secret && !string.isEmpty() ? Masking.MASK : nested.mask(string);
    // Both are the same object unless something was masked.
    if (!shown.equals(string)) {
      masked++;
    }
    writer.value(shown);
  }

  private boolean word(String word) {
    for (int i = 0; i < word.length(); i++, at++) {
      if (at == text.length() || text.charAt(at) != word.charAt(i)) {
        return fail();
      }
    }
    writer.raw(word);
    return true;
  }

  private static boolean isHarmless(String json) {
    return json.equals("true") || json.equals("false") || json.equals("null");
  }

  private boolean number(boolean secret) {
    int from = at;
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
    if (secret && !isZero(text.substring(from, at))) {
      masked++;
      writer.value(Masking.MASK);
    } else {
      writer.raw(text, from, at);
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

  private static boolean isZero(String number) {
    for (int i = 0; i < number.length(); i++) {
      char c = number.charAt(i);
      if (c == 'e' || c == 'E') {
        return i > 0;
      }
      if (c != '0' && c != '-' && c != '.') {
        return false;
      }
    }
    return true;
  }

  /** Reads a string and its quotes; returns null after a failure. */
  private @Nullable String string() {
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
