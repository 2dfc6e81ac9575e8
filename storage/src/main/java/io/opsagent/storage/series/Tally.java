package io.opsagent.storage.series;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Counts by a key, without an object for each time that one is counted. The owner caps the keys.
 * For one thread.
 */
final class Tally<K> {
  private final Map<K, long[]> counts = new HashMap<>(8);

  void add(K key, long count) {
    long[] known = counts.get(key);
    if (known == null) {
      known = new long[1];
      counts.put(key, known);
    }
    known[0] += count;
  }

  boolean has(K key) {
    return counts.containsKey(key);
  }

  int size() {
    return counts.size();
  }

  void forEach(Each<K> each) {
    counts.forEach((key, count) -> each.accept(key, count[0]));
  }

  /** A copy, immutable. */
  Map<K, Long> toMap() {
    return counts.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, one -> one.getValue()[0]));
  }

  /** Takes a key and its count. */
  interface Each<K> {
    void accept(K key, long count);
  }
}
