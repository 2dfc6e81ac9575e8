package io.opsagent.server.metrics;

import io.opsagent.server.statistics.CountedRequest;
import java.util.Arrays;

/**
 * What was counted of one endpoint since the process started. Only goes up, so that a monitoring
 * system can take differences: the statistics of the console are spans and sketches, which cannot
 * give that. Under its own lock, which is held for a few additions; any thread.
 */
final class EndpointCounts {
  /** Upper bounds of the buckets, microseconds; what is longer is in a last one without bound. */
  private static final long[] BOUNDS_MICROS = {
    5_000,
    10_000,
    25_000,
    50_000,
    100_000,
    250_000,
    500_000,
    1_000_000,
    2_500_000,
    5_000_000,
    10_000_000
  };

  /** The same as seconds, with the infinite one. */
  static final double[] BOUNDS_SECONDS = boundsSeconds();

  private static final int SERVER_ERROR = 500;

  /** Index of what had no status. */
  private static final int NO_STATUS = 0;

  private static final int STATUS_CLASSES = 6;

  private final long[] buckets = new long[BOUNDS_MICROS.length + 1];
  private final long[] byStatusClass = new long[STATUS_CLASSES];
  private long sumMicros;
  private long errors;
  private long inBytes;
  private long outBytes;

  private static double[] boundsSeconds() {
    double[] seconds = new double[BOUNDS_MICROS.length + 1];
    for (int i = 0; i < BOUNDS_MICROS.length; i++) {
      seconds[i] = BOUNDS_MICROS[i] / 1_000_000.0;
    }
    seconds[BOUNDS_MICROS.length] = Double.POSITIVE_INFINITY;
    return seconds;
  }

  synchronized void add(CountedRequest request) {
    buckets[bucketOf(request.durationMicros())]++;
    byStatusClass[statusClass(request.status())]++;
    sumMicros += Math.max(0, request.durationMicros());
    errors += request.level().equals("ERROR") || request.status() >= SERVER_ERROR ? 1 : 0;
    inBytes += Math.max(0, request.inBytes());
    outBytes += Math.max(0, request.outBytes());
  }

  /** A bound belongs to its bucket, as Prometheus has it. */
  private static int bucketOf(long micros) {
    int at = Arrays.binarySearch(BOUNDS_MICROS, micros);
    return at >= 0 ? at : -at - 1;
  }

  private static int statusClass(int status) {
    return status >= 100 && status < 600 ? status / 100 : NO_STATUS;
  }

  /** All of it at one moment. */
  synchronized Snapshot snapshot() {
    return new Snapshot(
        buckets.clone(), byStatusClass.clone(), sumMicros / 1_000_000.0, errors, inBytes, outBytes);
  }

  /**
   * Counts of one endpoint; the arrays belong to the reader.
   *
   * @param buckets requests by duration, each bucket by itself
   * @param byStatusClass requests by the first digit of the status, 0 for none
   * @param sumSeconds of all durations
   * @param errors of level ERROR or with a status of 500 and more
   */
  @SuppressWarnings("ArrayRecordComponent") // Made for one reader, never compared.
  record Snapshot(
      long[] buckets,
      long[] byStatusClass,
      double sumSeconds,
      long errors,
      long inBytes,
      long outBytes) {}
}
