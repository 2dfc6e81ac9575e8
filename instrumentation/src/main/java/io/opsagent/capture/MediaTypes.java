package io.opsagent.capture;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads header values of the form {@code type; name=value; name="value"}, such as {@code
 * Content-Type} and {@code Content-Disposition} (RFC 9110 5.6.6). Tolerant of what is malformed.
 */
public final class MediaTypes {
  private MediaTypes() {}

  /**
   * The value in front of its parameters, without blanks, in lower case; empty if there is none.
   */
  public static String essence(String header) {
    int end = header.indexOf(';');
    return (end < 0 ? header : header.substring(0, end)).trim().toLowerCase(Locale.ROOT);
  }

  /**
   * The first parameter of a name, without its quotes.
   *
   * @param name in lower case; compared by any case
   * @return null if there is none
   */
  public static @Nullable String parameter(String header, String name) {
    int at = header.indexOf(';');
    while (at >= 0 && at < header.length()) {
      int nameFrom = skipBlanks(header, at + 1);
      int nameTo = nameFrom;
      while (nameTo < header.length() && "=;".indexOf(header.charAt(nameTo)) < 0) {
        nameTo++;
      }
      if (nameTo == header.length() || header.charAt(nameTo) == ';') {
        at = nameTo;
        continue;
      }
      int valueFrom = skipBlanks(header, nameTo + 1);
      int valueTo = valueEnd(header, valueFrom);
      if (header.substring(nameFrom, nameTo).trim().equalsIgnoreCase(name)) {
        return unquote(header.substring(valueFrom, valueTo));
      }
      at = header.indexOf(';', valueTo);
    }
    return null;
  }

  private static int skipBlanks(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
    return at;
  }

  private static int valueEnd(String header, int from) {
    if (from < header.length() && header.charAt(from) == '"') {
      int at = from + 1;
      while (at < header.length() && header.charAt(at) != '"') {
        at += header.charAt(at) == '\\' ? 2 : 1;
      }
      return Math.min(at + 1, header.length());
    }
    int end = header.indexOf(';', from);
    return end < 0 ? header.length() : end;
  }

  private static String unquote(String value) {
    if (value.isEmpty() || value.charAt(0) != '"') {
      return value.trim();
    }
    boolean closed = value.length() > 1 && value.charAt(value.length() - 1) == '"';
    String inner = value.substring(1, closed ? value.length() - 1 : value.length());
    if (inner.indexOf('\\') < 0) {
      return inner;
    }
    StringBuilder plain = new StringBuilder(inner.length());
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      boolean escape =
          c == '\\'
              && i + 1 < inner.length()
              && (inner.charAt(i + 1) == '"' || inner.charAt(i + 1) == '\\');
      // Browsers of old sent paths of Windows with bare backslashes.
      plain.append(escape ? inner.charAt(++i) : c);
    }
    return plain.toString();
  }
}
