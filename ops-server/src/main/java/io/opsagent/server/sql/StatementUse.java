package io.opsagent.server.sql;

import io.opsagent.capture.StatementGroup;
import io.opsagent.capture.StatementKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One statement without its literals, and how it ran within one exchange; put together from those
 * that differ in literals only. Drain thread only.
 */
public final class StatementUse {
  private static final int MICRO_NANOS = 1_000;

  private final String text;
  private final String database;
  private final StatementKind kind;
  private long firstOffsetNanos = Long.MAX_VALUE;
  private long executions;
  private long totalMicros;
  private long maxMicros;
  private long errors;
  private long rows = -1;
  private final List<int[]> durations = new ArrayList<>(1);

  StatementUse(String text, String database, StatementKind kind) {
    this.text = text;
    this.database = database;
    this.kind = kind;
  }

  void add(StatementGroup group) {
    firstOffsetNanos = Math.min(firstOffsetNanos, group.firstOffsetNanos());
    executions += group.count();
    totalMicros += group.totalNanos() / MICRO_NANOS;
    maxMicros = Math.max(maxMicros, group.maxNanos() / MICRO_NANOS);
    errors += group.errors();
    rows = group.rows() < 0 ? rows : Math.max(0, rows) + group.rows();
    durations.add(group.durationsMicros());
  }

  /** Without literals; empty where nobody knows it. */
  public String text() {
    return text;
  }

  /** URL without secrets. */
  public String database() {
    return database;
  }

  /** {@code select}, {@code insert}, {@code update}, {@code delete} or {@code other}. */
  public String kind() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** Nanoseconds from the start of the exchange to the first execution. */
  long firstOffsetNanos() {
    return firstOffsetNanos;
  }

  /** How often it ran. */
  public long executions() {
    return executions;
  }

  /** Time of all executions, microseconds. */
  public long totalMicros() {
    return totalMicros;
  }

  /** Time of the longest one, microseconds. */
  public long maxMicros() {
    return maxMicros;
  }

  /** Executions that threw. */
  public long errors() {
    return errors;
  }

  /** Rows that it changed; -1 where the driver did not say. */
  public long rows() {
    return rows;
  }

  /** Durations of the first executions, microseconds; of further ones only the sum is known. */
  public List<int[]> durations() {
    return durations;
  }
}
