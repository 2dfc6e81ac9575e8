package io.opsagent.server.monitor;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Measured values by their names, in the order in which they came. For one thread. */
final class Gauges {
  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

  /** A count or a size; negative means that the system does not know it. */
  Gauges count(String name, long value) {
    values.put(name, value < 0 ? null : (Long) value);
    return this;
  }

  /** A value with two decimals; what is no number is not known. */
  Gauges decimal(String name, double value) {
    values.put(name, Double.isFinite(value) ? (Double) (Math.round(value * 100) / 100.0) : null);
    return this;
  }

  /** A part of a whole in percent; not known without a whole. */
  Gauges percent(String name, double part, double whole) {
    return decimal(name, whole > 0 && part >= 0 ? part * 100 / whole : Double.NaN);
  }

  /** Counts by a name of their own. */
  Gauges counts(String name, Map<String, ? extends Number> counts) {
    values.put(name, new LinkedHashMap<>(counts));
    return this;
  }

  /** Values below a name of their own. */
  Gauges group(String name, Gauges group) {
    values.put(name, group.values);
    return this;
  }

  /** Not known. */
  Gauges unknown(String name) {
    values.put(name, null);
    return this;
  }

  /** All values; the map itself. */
  Map<String, @Nullable Object> values() {
    return values;
  }
}
