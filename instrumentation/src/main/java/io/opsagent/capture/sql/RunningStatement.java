package io.opsagent.capture.sql;

import org.jspecify.annotations.Nullable;

/** A statement between its start and its end. For one thread. */
final class RunningStatement {
  private final Object statement;
  private final @Nullable String sql;
  private final long beganNanos;

  /**
   * One that starts.
   *
   * @param sql null for a prepared one, and for a batch
   */
  RunningStatement(Object statement, @Nullable String sql, long beganNanos) {
    this.statement = statement;
    this.sql = sql;
    this.beganNanos = beganNanos;
  }

  Object statement() {
    return statement;
  }

  @Nullable String sql() {
    return sql;
  }

  long beganNanos() {
    return beganNanos;
  }
}
