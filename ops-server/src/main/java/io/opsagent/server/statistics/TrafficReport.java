package io.opsagent.server.statistics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsagent.storage.series.DistinctCount;
import io.opsagent.storage.series.SeriesRow;
import io.opsagent.storage.series.Traffic;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a report as the protocol has them (operations-api.md 4.6, 6.7): milliseconds,
 * {@code mean_time} for the median, two decimals. All of them come from the statistics, so they
 * count every request, also those that left no row.
 */
final class TrafficReport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double MILLI = 1_000;

  private TrafficReport() {}

  /**
   * The members {@code service} and {@code endpoints}.
   *
   * @param totals by operation id, with that of all requests
   * @param seconds length of the span
   * @param hourly whether it is about an hour; a day has fewer members
   */
  static String json(Map<String, Traffic> totals, long seconds, boolean hourly) {
    Map<String, Object> endpoints = new TreeMap<>();
    Map<String, Object> report = new LinkedHashMap<>();
    totals.forEach(
        (endpoint, traffic) -> {
          Map<String, Object> figures = hourly ? hour(traffic, seconds) : day(traffic);
          if (endpoint.equals(SeriesRow.ALL)) {
            if (hourly) {
              figures.put("os_dist", clients(traffic, "os."));
              figures.put("browser_dist", clients(traffic, "browser."));
              figures.put("device_dist", clients(traffic, "device."));
            }
            report.put("service", figures);
          } else {
            endpoints.put(endpoint, figures);
          }
        });
    report.put("endpoints", endpoints);
    try {
      return JSON.writeValueAsString(report);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A report of plain numbers could not be written", e);
    }
  }

  private static Map<String, Object> hour(Traffic traffic, long seconds) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("requests", traffic.requests());
    figures.put("avg_time", rounded(traffic.meanMillis()));
    figures.put("errors", traffic.errors());
    figures.put("rps", rounded((double) traffic.requests() / seconds));
    figures.put("max_rps", traffic.maxPerSecond());
    figures.putAll(day(traffic));
    figures.put("in_traffic", traffic.inBytes());
    figures.put("out_traffic", traffic.outBytes());
    Map<String, Long> statuses = new TreeMap<>();
    traffic.byStatus().forEach((status, count) -> statuses.put(status.toString(), count));
    figures.put("statuses", statuses);
    figures.put("levels", new TreeMap<>(traffic.byLevel()));
    return figures;
  }

  private static Map<String, Object> day(Traffic traffic) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("mean_time", millis(traffic, 0.5));
    figures.put("p95_time", millis(traffic, 0.95));
    figures.put("p99_time", millis(traffic, 0.99));
    figures.put("p999_time", millis(traffic, 0.999));
    figures.put("time_stddev", rounded(traffic.deviationMillis()));
    figures.put("uv", count(traffic.users()));
    figures.put("ip", count(traffic.addresses()));
    return figures;
  }

  private static Map<String, Long> clients(Traffic traffic, String kind) {
    Map<String, Long> counts = new TreeMap<>();
    traffic
        .byClient()
        .forEach(
            (client, count) -> {
              if (client.startsWith(kind)) {
                counts.put(client.substring(kind.length()), count);
              }
            });
    return counts;
  }

  private static BigDecimal millis(Traffic traffic, double quantile) {
    return rounded(traffic.durations().micros(quantile) / MILLI);
  }

  private static BigDecimal rounded(double value) {
    return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP);
  }

  private static long count(@Nullable DistinctCount distinct) {
    return distinct == null ? 0 : distinct.count();
  }
}
