package io.opsagent.benchmarks.overhead;

import java.util.HashMap;
import java.util.Map;

/** All figures of an application: by variant and by what was measured. */
final class Figures {
  private final Map<String, Series> series = new HashMap<>();
  private final Map<String, Load> pooled = new HashMap<>();

  void put(Variant variant, String figure, int round, double value) {
    series.computeIfAbsent(variant.id() + " " + figure, key -> new Series()).put(round, value);
  }

  Series get(Variant variant, String figure) {
    return series.getOrDefault(variant.id() + " " + figure, new Series());
  }

  /**
   * Puts latencies of a round with those of the rounds before, for shares that one has too few for.
   */
  void pool(Variant variant, Load load) {
    pooled.merge(variant.id(), load, Load::sum);
  }

  /** The latency of this share of all requests of all rounds; 0 where there are none. */
  double pooledLatencyMillis(Variant variant, double share) {
    Load load = pooled.get(variant.id());
    return load == null ? 0 : load.latencyMillis(share);
  }
}
