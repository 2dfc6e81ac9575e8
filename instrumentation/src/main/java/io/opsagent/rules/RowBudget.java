package io.opsagent.rules;

/**
 * How many rows a second are kept: a bucket that fills at the long-run rate up to the burst, and
 * each row takes one out of it. For one thread.
 *
 * <p>The rate may change while it is used; what is in the bucket then stays, up to the new burst.
 */
public final class RowBudget {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private long rowsPerSecond;
  private long maxNanos;
  private long earnedNanos;
  private long lastNanos;

  /**
   * A full bucket.
   *
   * @param rowsPerSecond in the long run; 0 lets only the burst through, once
   * @param burstRows rows that a full bucket holds
   * @param nowNanos {@link System#nanoTime}
   */
  public RowBudget(long rowsPerSecond, long burstRows, long nowNanos) {
    this.lastNanos = nowNanos;
    change(rowsPerSecond, burstRows, true);
  }

  /** Changes the rate; see the constructor. */
  public void change(long nextRowsPerSecond, long burstRows) {
    change(nextRowsPerSecond, burstRows, false);
  }

  private void change(long nextRowsPerSecond, long burstRows, boolean fill) {
    // In units of a row's time, so that nothing is lost by rounding; a rate of 0 earns nothing.
    long left = fill ? burstRows : Math.min(burstRows, rows());
    rowsPerSecond = nextRowsPerSecond;
    maxNanos = burstRows * NANOS_PER_SECOND;
    earnedNanos = left * NANOS_PER_SECOND;
  }

  private long rows() {
    return earnedNanos / NANOS_PER_SECOND;
  }

  /**
   * Takes one row out of the bucket.
   *
   * @param nowNanos {@link System#nanoTime}; going back counts as standing still
   * @return whether there was one
   */
  public boolean tryTake(long nowNanos) {
    long passed = nowNanos - lastNanos;
    if (passed > 0) {
      lastNanos = nowNanos;
      long missing = maxNanos - earnedNanos;
      // A long quiet time fills the bucket and cannot overflow the product.
      earnedNanos =
          rowsPerSecond > 0 && passed > missing / rowsPerSecond
              ? maxNanos
              : earnedNanos + passed * rowsPerSecond;
    }
    if (earnedNanos < NANOS_PER_SECOND) {
      return false;
    }
    earnedNanos -= NANOS_PER_SECOND;
    return true;
  }
}
