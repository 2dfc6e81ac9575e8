package io.opsagent.server.monitor;

import io.opsagent.capture.StatementKind;
import io.opsagent.capture.sql.Database;
import io.opsagent.capture.sql.SqlCapture;

/**
 * The statements of this process since the reading before (operations-api.md 8.2). For one thread.
 */
final class QueryMeter {
  private static final double MILLI_NANOS = 1_000_000;

  private final SqlCapture capture;
  private long lastCount;
  private long lastNanos;

  QueryMeter(SqlCapture capture) {
    this.capture = capture;
  }

  /**
   * Adds number, rate and mean time in milliseconds.
   *
   * @param seconds since the reading before
   */
  void read(Gauges gauges, double seconds) {
    long count = 0;
    long nanos = 0;
    for (Database database : capture.databases()) {
      for (StatementKind kind : StatementKind.values()) {
        count += database.count(kind);
      }
      nanos += database.nanos();
    }
    long recent = Math.max(0, count - lastCount);
    gauges.count("queries_num", recent).decimal("qps", recent / seconds);
    gauges.decimal("query_avg_time", recent == 0 ? 0 : (nanos - lastNanos) / MILLI_NANOS / recent);
    lastCount = count;
    lastNanos = nanos;
  }
}
