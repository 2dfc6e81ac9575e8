package io.opsagent.storage;

import java.util.function.LongSupplier;

/** Deletes many rows in transactions of the size that {@link BatchPace} says. For one thread. */
final class SmallBatches {
  private final LongSupplier nanoTime;
  private final BatchPace pace = new BatchPace();

  /**
   * Without a memory of earlier transactions.
   *
   * @param nanoTime a clock that only goes forward, nanoseconds
   */
  SmallBatches(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Deletes until nothing is left or the bound is reached.
   *
   * @param maxRows after which no further transaction begins
   * @return rows deleted
   */
  long run(Deletion deletion, long maxRows) {
    long deleted = 0;
    int asked;
    int done;
    do {
      asked = pace.rows();
      long start = nanoTime.getAsLong();
      done = deletion.atMost(asked);
      pace.took(done, nanoTime.getAsLong() - start);
      deleted += done;
    } while (done == asked && deleted < maxRows);
    return deleted;
  }

  /** Longest transaction so far, milliseconds. */
  long longestMillis() {
    return pace.longestNanos() / 1_000_000;
  }

  /** One transaction. */
  @FunctionalInterface
  interface Deletion {
    /**
     * Deletes some rows.
     *
     * @param rows at most
     * @return how many; fewer than asked for when there are no more
     */
    int atMost(int rows);
  }
}
