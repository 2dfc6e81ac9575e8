package io.opsagent.server.statistics;

/**
 * What this process served since it began. One thread adds, any thread reads; what is read belongs
 * together.
 */
public final class WorkerTotals {
  private volatile Totals totals = new Totals(0, 0, 0, 0, 0);

  /** Adds a request. For one thread. */
  void add(CountedRequest request) {
    Totals before = totals;
    totals =
        new Totals(
            before.requests + 1,
            before.errors + (request.status() >= 500 ? 1 : 0),
            before.durationMicros + request.durationMicros(),
            before.inBytes + request.inBytes(),
            before.outBytes + request.outBytes());
  }

  /** The totals as of now. */
  public Totals get() {
    return totals;
  }

  /**
   * Sums over requests.
   *
   * @param errors of them with status 500 and above
   */
  public record Totals(
      long requests, long errors, long durationMicros, long inBytes, long outBytes) {

    /** What came since. */
    public Totals since(Totals before) {
      return new Totals(
          requests - before.requests,
          errors - before.errors,
          durationMicros - before.durationMicros,
          inBytes - before.inBytes,
          outBytes - before.outBytes);
    }

    /** Mean duration in milliseconds; 0 without a request. */
    public double meanMillis() {
      return requests == 0 ? 0 : durationMicros / 1_000.0 / requests;
    }
  }
}
