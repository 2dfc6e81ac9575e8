package io.opsagent.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names of scopes as one text: each in a line. */
final class Scopes {
  private Scopes() {}

  static String join(List<String> scopes) {
    return String.join("\n", scopes);
  }

  static List<String> split(@Nullable String text) {
    return text == null || text.isEmpty() ? List.of() : List.of(text.split("\n", -1));
  }
}
