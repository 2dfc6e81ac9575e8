package com.example.contract.common;

import org.jspecify.annotations.Nullable;

/** The little JSON that the contract applications answer. */
public final class Json {
  private static final int FIRST_PRINTABLE = 0x20;

  private Json() {}

  /** Body of {@code /orders/{id}}. */
  public static String order(String id) {
    return "{\"id\":" + quote(id) + "}";
  }

  /**
   * Body of {@code /correlate}.
   *
   * @param body the id as JSON text or as it is
   */
  public static String correlation(
      @Nullable String query, @Nullable String header, @Nullable String body) {
    return "{\"query\":"
        + quote(query)
        + ",\"header\":"
        + quote(header)
        + ",\"body\":"
        + quote(unquoted(body))
        + "}";
  }

  private static @Nullable String unquoted(@Nullable String text) {
    boolean quoted =
        text != null && text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    return text != null && quoted ? text.substring(1, text.length() - 1) : text;
  }

  private static String quote(@Nullable String text) {
    if (text == null) {
      return "null";
    }
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      if (next == '"' || next == '\\') {
        quoted.append('\\').append(next);
      } else if (next < FIRST_PRINTABLE) {
        quoted.append(String.format("\\u%04x", (int) next));
      } else {
        quoted.append(next);
      }
    }
    return quoted.append('"').toString();
  }
}
