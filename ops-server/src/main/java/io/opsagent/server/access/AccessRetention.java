package io.opsagent.server.access;

import io.opsagent.storage.access.AccessRepositories;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntSupplier;

/** Deletes what access has no more use for, in small transactions; for the cycle. */
public final class AccessRetention {
  private static final int BATCH_ROWS = 500;
  private static final int MAX_ROWS_A_RUN = 20_000;

  /**
   * Tokens and clients are shown for a while after their end, and a revoked token is remembered.
   */
  private static final Duration SHOWN_AFTER_END = Duration.ofDays(90);

  private AccessRetention() {}

  /**
   * Runs once.
   *
   * @param maxAge age at which entries of the audit log go
   */
  public static void run(AccessRepositories access, Instant now, Duration maxAge) {
    Instant shown = now.minus(SHOWN_AFTER_END);
    repeat(() -> access.audit().deleteOlderThan(now.minus(maxAge), BATCH_ROWS));
    repeat(() -> access.tokens().deleteExpired(shown, BATCH_ROWS));
    repeat(() -> access.supervisorTokens().deleteExpired(shown, BATCH_ROWS));
    repeat(() -> access.clients().deleteUnusable(shown, BATCH_ROWS));
  }

  private static void repeat(IntSupplier deletion) {
    int deleted = 0;
    int batch;
    do {
      batch = deletion.getAsInt();
      deleted += batch;
    } while (batch == BATCH_ROWS && deleted < MAX_ROWS_A_RUN);
  }
}
