package io.opsagent.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Deletes what is too old, volatile service logs earlier than others (docs/spec/operations-api.md
 * 5, table of the service log). In transactions so small that a writer never waits for one 100
 * milliseconds.
 */
public final class Retention {
  /** So that one cycle cannot take long; what is left is the next one's. */
  private static final int MAX_ROWS_A_RUN = 50_000;

  /** {@link ServiceLogRepository#insertOnce}: a batch is tried again within seconds. */
  private static final Duration BATCH_AGE = Duration.ofDays(1);

  private final OldRows oldRows;
  private final SmallBatches batches;

  /**
   * A retention.
   *
   * @param nanoTime a clock that only goes forward, which transactions are measured by
   */
  Retention(OldRows oldRows, LongSupplier nanoTime) {
    this.oldRows = oldRows;
    this.batches = new SmallBatches(nanoTime);
  }

  /**
   * Deletes what is too old, at most 50,000 rows of each kind. Meant for the caller's cycle; any
   * thread, but one at a time.
   *
   * @param now the time that ages are counted from
   * @param maxVolatileAge age at which volatile rows go
   * @param maxAge age at which all rows go
   * @return rows deleted
   * @throws StorageException when the database does not answer; what was deleted before stays so
   */
  public long run(Instant now, Duration maxVolatileAge, Duration maxAge) {
    Instant batchLimit = now.minus(BATCH_AGE);
    batches.run(rows -> oldRows.writtenBatches(batchLimit, rows), MAX_ROWS_A_RUN);
    Instant volatileLimit = now.minus(maxVolatileAge);
    Instant limit = now.minus(maxAge);
    return batches.run(rows -> oldRows.serviceLogs(true, volatileLimit, rows), MAX_ROWS_A_RUN)
        + batches.run(rows -> oldRows.serviceLogs(false, limit, rows), MAX_ROWS_A_RUN);
  }

  /** The longest transaction so far, milliseconds: nobody waited longer for it. */
  public long longestTransactionMillis() {
    return batches.longestMillis();
  }
}
