package io.opsagent.server.monitor;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The figures that a Redis server gives by its command INFO. Immutable. */
final class RedisInfo {
  private static final int MAX_FIELDS = 1_000;

  private final Map<String, String> fields;

  private RedisInfo(Map<String, String> fields) {
    this.fields = fields;
  }

  /** Reads lines of the form {@code name:value}; others are headings. */
  static RedisInfo parse(String text) {
    Map<String, String> fields = new HashMap<>();
    for (String line : text.split("\r?\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.charAt(0) != '#' && fields.size() < MAX_FIELDS) {
        fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    return new RedisInfo(fields);
  }

  /** A text, or null. */
  @Nullable String text(String name) {
    return fields.get(name);
  }

  /** A whole number, or -1 when it is not there. */
  long number(String name) {
    String text = fields.get(name);
    try {
      return text == null ? -1 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** Seconds of processor time of the server, or a value that is no number. */
  double processorSeconds() {
    try {
      return Double.parseDouble(fields.getOrDefault("used_cpu_sys", ""))
          + Double.parseDouble(fields.getOrDefault("used_cpu_user", ""));
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Keys in all databases: lines such as {@code db0:keys=12,expires=3,avg_ttl=0}. */
  long keys() {
    long keys = 0;
    for (Map.Entry<String, String> field : fields.entrySet()) {
      if (field.getKey().matches("db\\d{1,5}")) {
        String first = field.getValue().split(",", 2)[0];
        if (first.matches("keys=\\d{1,18}")) {
          keys += Long.parseLong(first.substring("keys=".length()));
        }
      }
    }
    return keys;
  }
}
