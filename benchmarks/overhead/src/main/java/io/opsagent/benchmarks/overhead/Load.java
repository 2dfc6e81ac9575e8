package io.opsagent.benchmarks.overhead;

import java.util.Arrays;

/**
 * What a client saw.
 *
 * @param requests answered requests
 * @param unexpected answers with another status than the workload's
 * @param unanswered requests of an open model that had no answer when it ended
 * @param nanos from the first request to the last answer
 * @param latencyNanos from the intended start to the answer, ascending; empty at saturation
 */
record Load(long requests, long unexpected, long unanswered, long nanos, long[] latencyNanos) {

  double perSecond() {
    return requests * 1e9 / nanos;
  }

  /** The latency that this share of the requests did not exceed, in milliseconds. */
  double latencyMillis(double share) {
    return percentile(latencyNanos, share) / 1e6;
  }

  static long percentile(long[] ascending, double share) {
    if (ascending.length == 0) {
      return 0;
    }
    int at = (int) Math.ceil(share * ascending.length) - 1;
    return ascending[Math.min(ascending.length - 1, Math.max(0, at))];
  }

  static Load sum(Load one, Load other) {
    long[] all =
        Arrays.copyOf(one.latencyNanos, one.latencyNanos.length + other.latencyNanos.length);
    System.arraycopy(
        other.latencyNanos, 0, all, one.latencyNanos.length, other.latencyNanos.length);
    Arrays.sort(all);
    return new Load(
        one.requests + other.requests,
        one.unexpected + other.unexpected,
        one.unanswered + other.unanswered,
        Math.max(one.nanos, other.nanos),
        all);
  }
}
