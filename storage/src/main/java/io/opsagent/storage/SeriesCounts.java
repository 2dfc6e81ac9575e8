package io.opsagent.storage;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Counts by a key as one text, such as {@code 200=51,404=2}. Keys have no comma and no sign. */
final class SeriesCounts {
  private SeriesCounts() {}

  static String write(Map<?, Long> counts) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(counts)
        .forEach(
            (key, count) ->
                text.append(text.length() == 0 ? "" : ",").append(key).append('=').append(count));
    return text.toString();
  }

  static <K> Map<K, Long> read(String text, Function<String, K> key) {
    Map<K, Long> counts = new TreeMap<>();
    if (!text.isEmpty()) {
      for (String entry : text.split(",")) {
        int sign = entry.indexOf('=');
        counts.put(key.apply(entry.substring(0, sign)), Long.valueOf(entry.substring(sign + 1)));
      }
    }
    return counts;
  }
}
