package io.opsagent.rules;

import org.jspecify.annotations.Nullable;

/**
 * Writes JSON text into a {@link StringBuilder}. Puts the commas itself; that what is begun is also
 * ended is the caller's business. Not for use by several threads.
 *
 * <p>Strings are written so that any reader can take them: control characters and U+2028 and U+2029
 * are escaped, and half of a surrogate pair, which is no character and cannot be sent as UTF-8,
 * becomes U+FFFD.
 */
public final class JsonWriter {
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out;
  private final int start;

  /** Starts a JSON value at the end of the buffer. */
  public JsonWriter(StringBuilder out) {
    this.out = out;
    this.start = out.length();
  }

  /** Begins an object, as a value. */
  public JsonWriter beginObject() {
    comma();
    out.append('{');
    return this;
  }

  /** Ends an object. */
  public JsonWriter endObject() {
    out.append('}');
    return this;
  }

  /** Begins an array, as a value. */
  public JsonWriter beginArray() {
    comma();
    out.append('[');
    return this;
  }

  /** Ends an array. */
  public JsonWriter endArray() {
    out.append(']');
    return this;
  }

  /** Writes the name of the next member of an object; its value must follow. */
  public JsonWriter name(String name) {
    comma();
    quote(name);
    out.append(':');
    return this;
  }

  /** Writes a string, or null. */
  public JsonWriter value(@Nullable String value) {
    if (value == null) {
      return raw("null");
    }
    comma();
    quote(value);
    return this;
  }

  /** Writes a string that is a part of a text and has nothing in it that must be escaped. */
  JsonWriter plain(String text, int from, int to) {
    comma();
    out.append('"').append(text, from, to).append('"');
    return this;
  }

  /** Writes a value that is JSON text already and a part of a text. */
  JsonWriter raw(String text, int from, int to) {
    comma();
    out.append(text, from, to);
    return this;
  }

  /** Writes an integer. */
  public JsonWriter value(long value) {
    comma();
    out.append(value);
    return this;
  }

  /** Writes a decimal; JSON has no word for infinite ones and NaN, they become null. */
  public JsonWriter value(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return raw("null");
    }
    comma();
    out.append(value);
    return this;
  }

  /** Writes a boolean. */
  public JsonWriter value(boolean value) {
    return raw(value ? "true" : "false");
  }

  /** Writes a value that is JSON text already. */
  public JsonWriter raw(String json) {
    comma();
    out.append(json);
    return this;
  }

  /** Writes a member with a string, or null. */
  public JsonWriter member(String name, @Nullable String value) {
    return name(name).value(value);
  }

  /** Writes a member with an integer. */
  public JsonWriter member(String name, long value) {
    return name(name).value(value);
  }

  /** Writes a member with a decimal. */
  public JsonWriter member(String name, double value) {
    return name(name).value(value);
  }

  /** Writes a member with a boolean. */
  public JsonWriter member(String name, boolean value) {
    return name(name).value(value);
  }

  /** The last character tells whether a value stands before: those four open or introduce one. */
  private void comma() {
    int length = out.length();
    if (length > start) {
      char last = out.charAt(length - 1);
      if (last != '{' && last != '[' && last != ':') {
        out.append(',');
      }
    }
  }

  private void quote(String text) {
    out.append('"');
    int length = text.length();
    int copied = 0;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c != '"' && c != '\\' && c < 0x2028) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
        continue;
      }
      if (!mustEscape(c)) {
        continue;
      }
      out.append(text, copied, i);
      copied = i + 1;
      escape(c);
    }
    out.append(text, copied, length).append('"');
  }

  private static boolean mustEscape(char c) {
    return c < ' '
        || c == '"'
        || c == '\\'
        || c == 0x2028
        || c == 0x2029
        || Character.isSurrogate(c);
  }

  private void escape(char c) {
    if (c == '"' || c == '\\') {
      out.append('\\').append(c);
    } else if (c == '\n') {
      out.append("\\n");
    } else if (c == '\r') {
      out.append("\\r");
    } else if (c == '\t') {
      out.append("\\t");
    } else if (Character.isSurrogate(c)) {
      out.append('\ufffd');
    } else {
      out.append("\\u");
      for (int shift = 12; shift >= 0; shift -= 4) {
        out.append(HEX.charAt((c >> shift) & 15));
      }
    }
  }
}
