package io.opsagent.server.api;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often each value came. At most {@value #MAX_VALUES} different ones are told apart; the others
 * are counted together. For one thread.
 */
final class ValueCounts {
  /** In memory; each is a text of some hundred characters at most. */
  static final int MAX_VALUES = 10_000;

  private final Map<String, Long> counts = new HashMap<>();
  private long beyond;

  void add(String value) {
    add(value, 1);
  }

  /** Counts a value several times; not at all for 0. */
  void add(String value, long times) {
    if (times == 0) {
      return;
    }
    if (counts.size() < MAX_VALUES || counts.containsKey(value)) {
      counts.merge(value, times, Long::sum);
    } else {
      beyond += times;
    }
  }

  /** The most frequent values first, equally frequent ones by name. */
  Map<String, Long> top(int most) {
    Map<String, Long> top = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .forEach(entry -> top.put(entry.getKey(), entry.getValue()));
    return top;
  }

  /** Different values that were told apart. */
  int values() {
    return counts.size();
  }

  /** How often a value came that is not among these. */
  long others(Map<String, Long> top) {
    long all = beyond;
    for (long count : counts.values()) {
      all += count;
    }
    for (long count : top.values()) {
      all -= count;
    }
    return all;
  }
}
