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

  /** Body of {@code /correlate}. */
  public static String correlation(
      @Nullable String query, @Nullable String header, @Nullable String body) {
    return "{\"query\":"
        + quote(query)
        + ",\"header\":"
        + quote(header)
        + ",\"body\":"
        + quote(body)
        + "}";
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
