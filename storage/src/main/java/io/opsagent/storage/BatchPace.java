package io.opsagent.storage;

import java.util.concurrent.TimeUnit;

/**
 * How many rows a transaction of cleaning deletes: so few that nobody who writes waits 100
 * milliseconds for it, whatever the engine, the disk and the width of the rows are. It begins
 * small, doubles while transactions are quick and halves when one took half of what is allowed.
 * Powers of two, so that engines see few different statements. For one thread.
 */
final class BatchPace {
  /** Parameters of one statement are limited on some engines. */
  static final int MAX_ROWS = 512;

  static final long LIMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int FIRST_ROWS = 32;

  private int rows = FIRST_ROWS;
  private long longestNanos;

  /** Rows of the next transaction. */
  int rows() {
    return rows;
  }

  /**
   * Learns from a transaction.
   *
   * @param deletedRows by it
   * @param nanos from its begin to the end of its commit
   */
  void took(int deletedRows, long nanos) {
    longestNanos = Math.max(longestNanos, nanos);
    if (nanos >= LIMIT_NANOS / 2) {
      rows = Math.max(1, rows / 2);
    } else if (deletedRows == rows && nanos < LIMIT_NANOS / 5) {
      // Twice the rows take twice the time: still below the half.
      rows = Math.min(MAX_ROWS, rows * 2);
    }
  }

  /** The longest transaction so far. */
  long longestNanos() {
    return longestNanos;
  }
}
