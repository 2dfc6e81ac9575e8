package io.opsagent.server.metrics;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a figure of a monitor is called when it is scraped, and in which unit. The protocol has
 * percent, milliseconds and names without a unit (operations-api.md 8); Prometheus wants ratios,
 * seconds and bytes, said in the name.
 *
 * @param name with its unit, without {@code _total}
 * @param factor from the monitor's unit to this one
 * @param isCounter whether it only goes up
 */
record FigureName(String name, double factor, boolean isCounter) {
  private static final int MAX_CHARS = 60;

  /** Figures without a unit in their name that are bytes. */
  private static final Set<String> BYTES =
      Set.of(
          "used_space",
          "server_used_space",
          "used_memory",
          "memory_total",
          "max_memory",
          "swap_total",
          "swap_used",
          "container_memory_limit",
          "container_memory_used");

  /** Figures that only go up, other than those that say {@code total}. */
  private static final Set<String> COUNTERS =
      Set.of(
          "transactions",
          "hits",
          "misses",
          "evictions",
          "evicted_keys",
          "expired_keys",
          "disk_read_bytes",
          "disk_write_bytes",
          "network_in_bytes",
          "network_out_bytes",
          "container_throttled_periods",
          "container_throttled_micros");

  /**
   * How a unit is said.
   *
   * @param figure end of the monitor's name
   * @param metric end of the scraped one
   * @param factor from the monitor's unit to the scraped one
   */
  private record Unit(String figure, String metric, double factor) {}

  private static final List<Unit> UNITS =
      List.of(
          new Unit("_percent", "_ratio", 0.01),
          new Unit("_millis", "_seconds", 1e-3),
          new Unit("_micros", "_seconds", 1e-6),
          // The protocol's times are milliseconds.
          new Unit("_time", "_time_seconds", 1e-3));

  /** The name of a figure below a prefix such as {@code opsagent_database}. */
  static FigureName of(String prefix, String figure) {
    String plain = figure.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    boolean isCounter = COUNTERS.contains(plain);
    // Suffixes that belong to other kinds of metrics.
    plain = plain.replaceAll("_count$", "s").replaceAll("_(?:sum|bucket|info|created)$", "");
    if (plain.startsWith("total_") && !plain.endsWith("_time")) {
      plain = plain.substring("total_".length());
      // Of sockets it is those that are there now.
      isCounter = !plain.equals("net_connections");
    } else if (plain.endsWith("_total") && !BYTES.contains(plain)) {
      plain = plain.substring(0, plain.length() - "_total".length());
      isCounter = true;
    }
    String shortened = plain.length() > MAX_CHARS ? plain.substring(0, MAX_CHARS) : plain;
    for (Unit unit : UNITS) {
      if (shortened.endsWith(unit.figure())) {
        String stem = shortened.substring(0, shortened.length() - unit.figure().length());
        return new FigureName(prefix + "_" + stem + unit.metric(), unit.factor(), isCounter);
      }
    }
    return new FigureName(
        prefix + "_" + shortened + (BYTES.contains(plain) ? "_bytes" : ""), 1, isCounter);
  }
}
