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
final class JsonMasking extends JsonReading {
  private final SecretNames names;
  private final NestedText nested;
  private final StringBuilder out;
  private final JsonWriter writer;
  private final String[] judgedNames = new String[RECENT_NAMES];
  private final boolean[] judgements = new boolean[RECENT_NAMES];
  private final String[] shownNames = new String[RECENT_NAMES];
  private int masked;
  private boolean valueComplete;

  JsonMasking(SecretNames names, NestedText nested, String text, StringBuilder out) {
    super(text);
    this.names = names;
    this.nested = nested;
    this.out = out;
    this.writer = new JsonWriter(out);
  }

  /** Reads the whole text as one value; returns why that is not possible, or null. */
  MaskedBody.@Nullable Reason mask() {
    if (value(false, 0)) {
      valueComplete = true;
      skipBlanks();
      if (at < text.length()) {
        fail();
      }
    }
    return failure;
  }

  /** Whether a whole value was read and written, whatever stands behind it. */
  boolean isValueComplete() {
    return valueComplete;
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
      return writeWord("true");
    }
    if (c == 'f') {
      return writeWord("false");
    }
    if (c == 'n') {
      return writeWord("null");
    }
    return writeNumber(secret);
  }

  private boolean object(boolean secret, int depth) {
    at++;
    writer.beginObject();
    if (accept('}')) {
      writer.endObject();
      return true;
    }
    boolean namesSecret = false;
    ValuesWithoutName values = null;
    do {
      skipBlanks();
      if (at == text.length() || text.charAt(at) != '"') {
        return failAfter(values);
      }
      String name = name();
      if (name == null || !accept(':')) {
        return failAfter(values);
      }
      int slot = judge(name);
      writer.name(shownNames[slot]);
      boolean secretHere = secret || judgements[slot];
      int from = out.length();
      skipBlanks();
      int textFrom = at;
      boolean isRead = value(secretHere, depth + 1);
      if (TextMasking.isPairValue(name)) {
        values = values == null ? new ValuesWithoutName() : values;
        values.add(from, out.length());
      } else if (isRead && TextMasking.isPairName(name) && text.charAt(textFrom) == '"') {
        namesSecret |= names.matches(out.substring(from + 1, out.length() - 1));
      }
      if (!isRead) {
        return failAfter(values);
      }
      if (namesSecret && values != null) {
        values.mask();
      }
    } while (accept(','));
    if (!accept('}')) {
      return failAfter(values);
    }
    writer.endObject();
    return true;
  }

  /**
   * Returns the slot of a name: looks once only at one that {@link #name} has given out before. The
   * name itself is shown unless it is a text with a secret, such as a URL.
   */
  @SuppressWarnings("ReferenceEquality") // that is the point: comparing texts would cost as much
  private int judge(String name) {
    int slot = name.hashCode() & (RECENT_NAMES - 1);
    if (judgedNames[slot] != name) {
      judgedNames[slot] = name;
      judgements[slot] = names.matches(name);
      boolean harmless = NestedText.isHarmless(name, 0, name.length());
      shownNames[slot] = harmless ? name : nested.mask(name);
    }
    return slot;
  }

  /** Fails in an object whose name may be in what is missing. */
  private boolean failAfter(@Nullable ValuesWithoutName values) {
    if (values != null) {
      values.mask();
    }
    return fail();
  }

  /** Values of one object that were written before it was known what they are called. */
  private final class ValuesWithoutName {
    private final int[] ranges = new int[8];
    private int count;

    /** Remembers a value; of more than four of one object the further ones go at once. */
    void add(int from, int to) {
      if (to <= from) {
        return;
      }
      if (count == ranges.length) {
        maskWritten(from, to);
        return;
      }
      ranges[count++] = from;
      ranges[count++] = to;
    }

    /** Masks the last one first, since that moves what is behind it. */
    void mask() {
      while (count > 0) {
        count -= 2;
        maskWritten(ranges[count], ranges[count + 1]);
      }
    }
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

  private void writeString(String string, boolean secret) {
    String shown = secret && !string.isEmpty() ? Masking.MASK : nested.mask(string);
    // Both are the same object unless something was masked.
    if (!shown.equals(string)) {
      masked++;
    }
    writer.value(shown);
  }

  private boolean writeWord(String word) {
    if (!word(word)) {
      return false;
    }
    writer.raw(word);
    return true;
  }

  private static boolean isHarmless(String json) {
    return json.equals("true") || json.equals("false") || json.equals("null");
  }

  private boolean writeNumber(boolean secret) {
    int from = at;
    if (!number()) {
      return false;
    }
    if (secret && !isZero(text.substring(from, at))) {
      masked++;
      writer.value(Masking.MASK);
    } else {
      writer.raw(text, from, at);
    }
    return true;
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
}
