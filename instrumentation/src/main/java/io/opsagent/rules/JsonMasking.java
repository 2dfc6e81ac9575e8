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
  private int masked;

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
      if (!value(secret || isSecret(name), depth + 1)) {
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

  /** Looks once only at a name that {@link #name} has given out before. */
  @SuppressWarnings("ReferenceEquality") // that is the point: comparing texts would cost as much
  private boolean isSecret(String name) {
    int slot = name.hashCode() & (RECENT_NAMES - 1);
    if (judgedNames[slot] != name) {
      judgedNames[slot] = name;
      judgements[slot] = names.matches(name);
    }
    return judgements[slot];
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
