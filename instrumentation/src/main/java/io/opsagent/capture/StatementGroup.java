package io.opsagent.capture;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Calls of one statement on one database within one exchange. Written by the thread that serves the
 * exchange, read by the drain when that is over.
 */
public final class StatementGroup {
  /** Durations that are kept one by one; of further ones the sum. */
  static final int MAX_DURATIONS = 64;

  private static final int FIRST_DURATIONS = 2;
  private static final int MICRO_NANOS = 1_000;

  private final @Nullable String text;
  private final String database;
  private final StatementKind kind;
  private final long firstOffsetNanos;
  private long count;
  private long totalNanos;
  private long maxNanos;
  private long errors;
  private long rows = -1;
  private int[] durationsMicros = new int[FIRST_DURATIONS];

  StatementGroup(
      @Nullable String text, String database, StatementKind kind, long firstOffsetNanos) {
    this.text = text;
    this.database = database;
    this.kind = kind;
    this.firstOffsetNanos = firstOffsetNanos;
  }

  /** As {@link String#equals}; two lengths or two hashes, which strings remember, tell sooner. */
  boolean isOf(@Nullable String otherText, String otherDatabase, StatementKind otherKind) {
    if (kind != otherKind || !database.equals(otherDatabase)) {
      return false;
    }
    String own = text;
    if (own == null || otherText == null) {
      return own == null && otherText == null;
    }
    return own.length() == otherText.length()
        && own.hashCode() == otherText.hashCode()
        && own.equals(otherText);
  }

  void add(long nanos, long changedRows, boolean failed) {
    if (count < MAX_DURATIONS) {
      int at = (int) count;
      if (at == durationsMicros.length) {
        durationsMicros = Arrays.copyOf(durationsMicros, Math.min(MAX_DURATIONS, at * 4));
      }
      durationsMicros[at] = (int) Math.min(Integer.MAX_VALUE, nanos / MICRO_NANOS);
    }
    count++;
    totalNanos += nanos;
    maxNanos = Math.max(maxNanos, nanos);
    if (failed) {
      errors++;
    }
    if (changedRows >= 0) {
      rows = Math.max(0, rows) + changedRows;
    }
  }

  /**
   * The statement as the application sent it, its literals in it: not to be stored; cut. Null where
   * nobody knows it, and for those that found no room.
   */
  public @Nullable String text() {
    return text;
  }

  /** The database, as {@link io.opsagent.capture.sql.Database#url} names it. */
  public String database() {
    return database;
  }

  /** What the statement does. */
  public StatementKind kind() {
    return kind;
  }

  /** Nanoseconds from the start of the exchange to the start of the first call. */
  public long firstOffsetNanos() {
    return firstOffsetNanos;
  }

  /** Number of calls. */
  public long count() {
    return count;
  }

  /** Nanoseconds of all calls. */
  public long totalNanos() {
    return totalNanos;
  }

  /** Nanoseconds of the longest call. */
  public long maxNanos() {
    return maxNanos;
  }

  /** Calls that threw. */
  public long errors() {
    return errors;
  }

  /** Rows that were inserted, changed or deleted; -1 where the driver did not say. */
  public long rows() {
    return rows;
  }

  /** Durations of the first calls in microseconds, 64 at most. */
  public int[] durationsMicros() {
    int[] known = durationsMicros;
    return Arrays.copyOf(known, (int) Math.min(count, known.length));
  }
}
