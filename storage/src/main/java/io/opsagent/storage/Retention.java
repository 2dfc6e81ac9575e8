package io.opsagent.storage;

import java.time.Duration;
import java.time.Instant;

/**
 * Deletes what is too old, volatile service logs earlier than others (docs/spec/operations-api.md
 * 5, table of the service log). In small transactions, so that the writer never waits for it.
 */
public final class Retention {
  private static final int BATCH_ROWS = 500;

  /** So that one cycle cannot take long; what is left is the next one's. */
  private static final int MAX_ROWS_A_RUN = 50_000;

  /** {@link ServiceLogRepository#insertOnce}: a batch is tried again within seconds. */
  private static final Duration BATCH_AGE = Duration.ofDays(1);

  private final JdbiServiceLogRepository serviceLogs;

  Retention(JdbiServiceLogRepository serviceLogs) {
    this.serviceLogs = serviceLogs;
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
    serviceLogs.forgetBatchesOlderThan(now.minus(BATCH_AGE));
    long deleted = 0;
    Instant volatileLimit = now.minus(maxVolatileAge);
    Instant limit = now.minus(maxAge);
    deleted += repeat(() -> serviceLogs.deleteVolatileOlderThan(volatileLimit, BATCH_ROWS));
    deleted += repeat(() -> serviceLogs.deletePersistentOlderThan(limit, BATCH_ROWS));
    return deleted;
  }

  private static long repeat(Deletion deletion) {
    long deleted = 0;
    int batch;
    do {
      batch = deletion.rows();
      deleted += batch;
    } while (batch == BATCH_ROWS && deleted < MAX_ROWS_A_RUN);
    return deleted;
  }

  @FunctionalInterface
  private interface Deletion {
    int rows();
  }
}
