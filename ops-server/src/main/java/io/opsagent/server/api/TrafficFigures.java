package io.opsagent.server.api;

import io.opsagent.storage.series.DistinctCount;
import io.opsagent.storage.series.NotStored;
import io.opsagent.storage.series.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was counted of some requests, as it is answered. Counts are exact; times are milliseconds,
 * percentiles within 1 % of their value.
 *
 * @param requests that ended
 * @param ratePerSecond of them over the whole span
 * @param maxPerSecond in the busiest second; only of all requests together
 * @param errors of level ERROR or with a status of 500 and more
 * @param statusClasses {@code 1xx} to {@code 5xx} and {@code none}
 * @param inBytes that came in
 * @param outBytes that went out
 * @param meanMillis mean of the durations
 * @param p50Millis percentile of the durations
 * @param p95Millis percentile of the durations
 * @param p99Millis percentile of the durations
 * @param maxMillis the longest
 * @param bands requests by duration
 * @param users different users, or null where they are not counted
 * @param addresses different addresses, or null where they are not counted
 * @param notStored requests without a row in the log, by the reason
 */
record TrafficFigures(
    long requests,
    double ratePerSecond,
    long maxPerSecond,
    long errors,
    Map<String, Long> statusClasses,
    long inBytes,
    long outBytes,
    double meanMillis,
    double p50Millis,
    double p95Millis,
    double p99Millis,
    double maxMillis,
    List<Band> bands,
    @Nullable Long users,
    @Nullable Long addresses,
    Map<String, Long> notStored) {
  private static final long[] BAND_ENDS_MILLIS = {10, 50, 100, 250, 500, 1_000, 2_500, 5_000};
  private static final double MILLI = 1_000;

  /**
   * Requests whose duration lies between two bounds.
   *
   * @param fromMillis that is not included, but for 0
   * @param toMillis that is included, or null for the last band
   * @param requests in it
   */
  record Band(long fromMillis, @Nullable Long toMillis, long requests) {}

  static TrafficFigures of(Traffic traffic, Duration span) {
    Map<String, Long> statusClasses = new LinkedHashMap<>();
    for (int first = 1; first <= 5; first++) {
      statusClasses.put(first + "xx", traffic.ofStatusClass(first));
    }
    statusClasses.put("none", traffic.ofStatusClass(0));
    Map<String, Long> notStored = new TreeMap<>();
    traffic.notStored().forEach((NotStored reason, Long n) -> notStored.put(reason.key(), n));
    return new TrafficFigures(
        traffic.requests(),
        rounded(traffic.requests() * MILLI / Math.max(1, span.toMillis())),
        traffic.maxPerSecond(),
        traffic.errors(),
        statusClasses,
        traffic.inBytes(),
        traffic.outBytes(),
        rounded(traffic.meanMillis()),
        millis(traffic, 0.5),
        millis(traffic, 0.95),
        millis(traffic, 0.99),
        millis(traffic, 1),
        bands(traffic),
        count(traffic.users()),
        count(traffic.addresses()),
        notStored);
  }

  private static List<Band> bands(Traffic traffic) {
    List<Band> bands = new ArrayList<>();
    long from = 0;
    long counted = 0;
    for (long to : BAND_ENDS_MILLIS) {
      long upTo = traffic.durations().countUpTo(to * 1_000);
      bands.add(new Band(from, to, upTo - counted));
      from = to;
      counted = upTo;
    }
    bands.add(new Band(from, null, traffic.requests() - counted));
    return bands;
  }

  private static double millis(Traffic traffic, double quantile) {
    return rounded(traffic.durations().micros(quantile) / MILLI);
  }

  private static double rounded(double value) {
    return Math.round(value * MILLI) / MILLI;
  }

  private static @Nullable Long count(@Nullable DistinctCount distinct) {
    return distinct == null ? null : distinct.count();
  }
}
