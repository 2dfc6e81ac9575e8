package io.opsagent.server.statistics;

import io.opsagent.storage.series.DurationHistogram;

/** What this process served since it began. Any thread; what is read belongs together. */
public final class WorkerTotals {
  // Under the lock, which is never held for longer than these additions: an object for each request
  // would be garbage.
  private long requests;
  private long errors;
  private long durationMicros;
  private long inBytes;
  private long outBytes;
  private DurationHistogram recent = new DurationHistogram();

  /** Adds a request. */
  synchronized void add(CountedRequest request) {
    requests++;
    errors += request.status() >= 500 ? 1 : 0;
    durationMicros += request.durationMicros();
    inBytes += request.inBytes();
    outBytes += request.outBytes();
    recent.add(request.durationMicros());
  }

  /** The durations of all requests since the last call of this. */
  public synchronized DurationHistogram takeDurations() {
    DurationHistogram taken = recent;
    recent = new DurationHistogram();
    return taken;
  }

  /** The totals as of now. */
  public synchronized Totals get() {
    return new Totals(requests, errors, durationMicros, inBytes, outBytes);
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
