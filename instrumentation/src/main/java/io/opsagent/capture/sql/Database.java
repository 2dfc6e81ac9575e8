package io.opsagent.capture.sql;

import io.opsagent.capture.StatementKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * One database that the application has connections to, told from others by its URL, and what ran
 * on it, within requests and outside. Any thread, without locks.
 */
public final class Database {
  private final DatabaseUrl address;
  private final Map<StatementKind, LongAdder> counts = new EnumMap<>(StatementKind.class);
  private final LongAdder nanos = new LongAdder();
  private final LongAdder errors = new LongAdder();
  private final LongAdder rows = new LongAdder();

  Database(DatabaseUrl address) {
    this.address = address;
    for (StatementKind kind : StatementKind.values()) {
      counts.put(kind, new LongAdder());
    }
  }

  void count(StatementKind kind, long durationNanos, long changedRows, boolean failed) {
    LongAdder adder = counts.get(kind);
    if (adder != null) {
      adder.increment();
    }
    nanos.add(durationNanos);
    if (changedRows > 0) {
      rows.add(changedRows);
    }
    if (failed) {
      errors.increment();
    }
  }

  /** What its URL says. */
  public DatabaseUrl address() {
    return address;
  }

  /** {@link DatabaseUrl#text}. */
  public String url() {
    return address.text();
  }

  /** Statements of a kind since the start. */
  public long count(StatementKind kind) {
    LongAdder adder = counts.get(kind);
    return adder == null ? 0 : adder.sum();
  }

  /** Nanoseconds of all statements. */
  public long nanos() {
    return nanos.sum();
  }

  /** Statements that threw. */
  public long errors() {
    return errors.sum();
  }

  /** Rows that were inserted, changed or deleted, as far as drivers said. */
  public long rows() {
    return rows.sum();
  }
}
