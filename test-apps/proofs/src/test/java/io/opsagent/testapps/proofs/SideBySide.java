package io.opsagent.testapps.proofs;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/**
 * Times of the same requests against two servers that run at the same time, in alternating rounds,
 * so that whatever else the machine does meets both.
 *
 * @param withoutMillis median over the rounds of the 99th percentile without the agent
 * @param withMillis the same with it
 * @param slowestMillis largest 99th percentile of a round without the agent: how far the machine's
 *     own noise goes
 */
record SideBySide(double withoutMillis, double withMillis, double slowestMillis) {
  private static final double SCHEDULER_MILLIS = 1;
  private static final int CLIENTS = 2;
  private static final int ROUNDS = 9;
  private static final int REQUESTS_PER_CLIENT = 500;

  /** Measures, after a warm-up of both by as many requests as are measured then. */
  static SideBySide measure(Load without, Load with) throws InterruptedException {
    for (int i = 0; i < ROUNDS; i++) {
      p99(without);
      p99(with);
    }
    double[] first = new double[ROUNDS];
    double[] second = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      first[i] = p99(without);
      second[i] = p99(with);
    }
    Arrays.sort(first);
    Arrays.sort(second);
    return new SideBySide(first[ROUNDS / 2], second[ROUNDS / 2], first[ROUNDS - 1]);
  }

  private static double p99(Load load) throws InterruptedException {
    return load.run(CLIENTS, REQUESTS_PER_CLIENT).percentileMillis(0.99);
  }

  /** Appends the figures to {@code target/figures.txt}. */
  SideBySide report(String name) throws IOException {
    Figures.add(
        String.format(
            Locale.ROOT,
            "%s: p99 without %.2f ms, with %.2f ms (slowest round without: %.2f ms)",
            name,
            withoutMillis,
            withMillis,
            slowestMillis));
    return this;
  }

  /**
   * Fails if the usual round with the agent took longer than the slowest without it, by more than a
   * millisecond: that is what a turn of the scheduler takes.
   */
  void assertWithinNoise() {
    double allowed = slowestMillis + SCHEDULER_MILLIS;
    if (withMillis > allowed) {
      throw new AssertionError(this + ": more than " + allowed + " ms is no noise any more");
    }
  }
}
