package io.opsagent.server.metrics;

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
          "memory_max",
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
          "disk_read_bytes",
          "disk_write_bytes",
          "network_in_bytes",
          "network_out_bytes",
          "container_throttled_periods",
          "container_throttled_micros");

  private static final double MILLIS = 1e-3;
  private static final double MICROS = 1e-6;

  /** The name of a figure below a prefix such as {@code opsagent_database}. */
  static FigureName of(String prefix, String figure) {
    String plain = figure.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    boolean isCounter = COUNTERS.contains(plain);
    // Suffixes that belong to other kinds of metrics.
    plain =
        plain.equals("cpu_count")
            ? "cpus"
            : plain.replaceAll("_(?:count|sum|bucket|info|created)$", "");
    if (plain.startsWith("total_") && !plain.endsWith("_time")) {
      plain = plain.substring("total_".length());
      isCounter = !plain.endsWith("connections");
    } else if (plain.endsWith("_total") && !BYTES.contains(plain)) {
      plain = plain.substring(0, plain.length() - "_total".length());
      isCounter = true;
    }
    String unit = "";
    double factor = 1;
    if (plain.endsWith("_percent")) {
      plain = plain.substring(0, plain.length() - "_percent".length());
      unit = "_ratio";
      factor = 0.01;
    } else if (plain.endsWith("_millis")) {
      plain = plain.substring(0, plain.length() - "_millis".length());
      unit = "_seconds";
      factor = MILLIS;
    } else if (plain.endsWith("_micros")) {
      plain = plain.substring(0, plain.length() - "_micros".length());
      unit = "_seconds";
      factor = MICROS;
    } else if (plain.endsWith("avg_time")) {
      unit = "_seconds";
      factor = MILLIS;
    } else if (BYTES.contains(plain)) {
      unit = "_bytes";
    }
    String shortened = plain.length() > MAX_CHARS ? plain.substring(0, MAX_CHARS) : plain;
    return new FigureName(prefix + "_" + shortened + unit, factor, isCounter);
  }
}
