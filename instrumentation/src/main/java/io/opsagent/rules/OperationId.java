package io.opsagent.rules;

import java.util.Locale;

/** Operation id of an endpoint that has none of its own (operations-api.md 10.4). */
public final class OperationId {
  private OperationId() {}

  /**
   * Returns {@code method_path} with every run of other characters than ASCII letters and digits
   * turned into {@code _}, none at either end: {@code GET /pets/{pet_id}} gives {@code
   * get_pets_pet_id}. Telling apart two routes with the same id is the caller's business.
   */
  public static String of(String method, String route) {
    StringBuilder id = new StringBuilder(method.length() + route.length() + 1);
    append(id, method.toLowerCase(Locale.ROOT));
    id.append('_');
    append(id, route);
    int from = id.length() > 0 && id.charAt(0) == '_' ? 1 : 0;
    int to = id.length();
    while (to > from && id.charAt(to - 1) == '_') {
      to--;
    }
    return id.substring(from, to);
  }

  private static void append(StringBuilder id, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (kept) {
        id.append(c);
      } else if (id.length() == 0 || id.charAt(id.length() - 1) != '_') {
        id.append('_');
      }
    }
  }
}
