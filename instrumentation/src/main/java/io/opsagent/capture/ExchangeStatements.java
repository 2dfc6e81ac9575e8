package io.opsagent.capture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The calls to databases of one exchange: equal statements together, their number and their texts
 * bounded; what is beyond counts together by database and kind, without a text. Written by the
 * thread that serves the exchange, without locks; read by the drain when that is over.
 */
public final class ExchangeStatements {
  /** Different statements of one exchange. */
  static final int MAX_GROUPS = 32;

  /** Further ones count by database and kind; more than these are counted in the last of them. */
  static final int MAX_GROUPS_WITHOUT_TEXT = 16;

  /** Of one statement; what is behind is not looked at. */
  static final int MAX_TEXT_CHARS = 4_000;

  private static final int FIRST_GROUPS = 4;
  private static final int CHAR_BYTES = 2;
  private static final long RELEASED = -1;
  private static final AtomicLongFieldUpdater<ExchangeStatements> RESERVED =
      AtomicLongFieldUpdater.newUpdater(ExchangeStatements.class, "reservedBytes");

  private final long startNanos;
  private final BodyMemory memory;
  private volatile long reservedBytes;
  private @Nullable StatementGroup[] groups = new StatementGroup[FIRST_GROUPS];
  private int size;
  private int lastUsed;
  private long waits;
  private long waitNanos;
  private long withoutText;

  ExchangeStatements(long startNanos, BodyMemory memory) {
    this.startNanos = startNanos;
    this.memory = memory;
  }

  /**
   * Counts a call.
   *
   * @param sql as the application sent it, or null
   * @param database as {@link StatementGroup#database}
   * @param beganNanos {@link System#nanoTime} at its start
   * @param nanos how long it took
   * @param rows that it changed, or -1
   * @param failed whether it threw
   */
  public void add(
      @Nullable String sql,
      String database,
      StatementKind kind,
      long beganNanos,
      long nanos,
      long rows,
      boolean failed) {
    String text =
        sql == null || sql.length() <= MAX_TEXT_CHARS ? sql : sql.substring(0, MAX_TEXT_CHARS);
    StatementGroup group = find(text, database, kind);
    if (group == null) {
      group = make(text, database, kind, beganNanos - startNanos);
    }
    group.add(nanos, rows, failed);
  }

  /** Counts a connection that was asked of a pool, and what that took. */
  public void waited(long nanos) {
    waits++;
    waitNanos += nanos;
  }

  private @Nullable StatementGroup find(
      @Nullable String text, String database, StatementKind kind) {
    // The same statement again and again is what makes many.
    StatementGroup last = groups[lastUsed];
    if (last != null && last.isOf(text, database, kind)) {
      return last;
    }
    for (int i = 0; i < size; i++) {
      StatementGroup group = groups[i];
      if (group != null && group.isOf(text, database, kind)) {
        lastUsed = i;
        return group;
      }
    }
    return null;
  }

  private StatementGroup make(
      @Nullable String text, String database, StatementKind kind, long offsetNanos) {
    if (text != null && (size >= MAX_GROUPS || !reserve((long) text.length() * CHAR_BYTES))) {
      withoutText++;
      StatementGroup others = find(null, database, kind);
      return others != null ? others : make(null, database, kind, offsetNanos);
    }
    StatementGroup last = groups[groups.length - 1];
    if (size >= MAX_GROUPS + MAX_GROUPS_WITHOUT_TEXT && last != null) {
      return last;
    }
    if (size == groups.length) {
      groups =
          Arrays.copyOf(groups, Math.min(MAX_GROUPS + MAX_GROUPS_WITHOUT_TEXT, 2 * groups.length));
    }
    StatementGroup group = new StatementGroup(text, database, kind, offsetNanos);
    groups[size] = group;
    lastUsed = size;
    size++;
    return group;
  }

  private boolean reserve(long bytes) {
    long before = reservedBytes;
    if (before == RELEASED || !memory.reserve((int) bytes)) {
      return false;
    }
    if (RESERVED.compareAndSet(this, before, before + bytes)) {
      return true;
    }
    // Released just now, by the thread that switches capture off.
    memory.release(bytes);
    return false;
  }

  /** Gives the memory of the texts back, once. Any thread. */
  void release() {
    long bytes = RESERVED.getAndSet(this, RELEASED);
    if (bytes > 0) {
      memory.release(bytes);
    }
  }

  /** The statements in the order of their first calls. */
  public List<StatementGroup> groups() {
    List<StatementGroup> list = new ArrayList<>();
    StatementGroup[] known = groups;
    int end = Math.min(size, known.length);
    for (int i = 0; i < end; i++) {
      StatementGroup group = known[i];
      if (group != null) {
        list.add(group);
      }
    }
    return Collections.unmodifiableList(list);
  }

  /** Connections that were asked of pools. */
  public long waits() {
    return waits;
  }

  /** Nanoseconds that these took together. */
  public long waitNanos() {
    return waitNanos;
  }

  /** Calls of statements that found no room for their text. */
  public long withoutText() {
    return withoutText;
  }
}
