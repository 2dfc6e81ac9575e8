package io.opsagent.storage;

import java.time.Duration;
import java.time.Instant;

/**
 * Deletes what is too old: volatile service logs after 7 days, all after 90
 * (docs/spec/operations-api.md 5, table of the service log). In small transactions, so that the
 * writer never waits for it.
 */
public final class Retention {
  /** How long uneventful rows stay. */
  public static final Duration VOLATILE_AGE = Duration.ofDays(7);

  /** How long any row stays. */
  public static final Duration MAX_AGE = Duration.ofDays(90);

  private static final int BATCH_ROWS = 500;

  /** So that one cycle cannot take long; what is left is the next one's. */
  private static final int MAX_ROWS_A_RUN = 50_000;

  private final JdbiServiceLogRepository serviceLogs;

  Retention(JdbiServiceLogRepository serviceLogs) {
    this.serviceLogs = serviceLogs;
  }

  /**
   * Deletes what is too old, at most 50,000 rows of each kind. Meant for the caller's cycle; any
   * thread, but one at a time.
   *
   * @param now the time that ages are counted from
   * @return rows deleted
   * @throws StorageException when the database does not answer; what was deleted before stays so
   */
  public long run(Instant now) {
    long deleted = 0;
    Instant volatileLimit = now.minus(VOLATILE_AGE);
    Instant limit = now.minus(MAX_AGE);
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
