package io.opsagent.capture.sql;

import io.opsagent.capture.BodyMemory;
import io.opsagent.capture.Capture;
import io.opsagent.capture.CurrentExchange;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.StatementKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What bindings of drivers and pools call, and what the server asks. One for each JVM; any thread,
 * without locks of its own. A statement counts for its database always, and for an exchange if its
 * thread serves one (docs/spec/instrumentation.md 5.3).
 */
public final class SqlCapture {
  /** Prepared statements whose text is remembered; pools of drivers keep many for long. */
  static final int MAX_PREPARED = 20_000;

  private static final SqlCapture CURRENT = new SqlCapture();

  private final Databases databases = new Databases();
  private final Pools pools = new Pools();
  private final WeakIdentityMap<Object, PreparedText> prepared =
      new WeakIdentityMap<>(MAX_PREPARED);
  private final LongAdder unreadable = new LongAdder();

  SqlCapture() {}

  /** That of this JVM. */
  public static SqlCapture current() {
    return CURRENT;
  }

  // ---- statements

  /**
   * Remembers what a statement was prepared of; the outermost call of several has the last word.
   */
  public void prepared(Object connection, @Nullable Object statement, @Nullable String sql) {
    if (statement != null && sql != null) {
      prepared.put(statement, new PreparedText(sql, databases.of(connectionOrNull(connection))));
    }
  }

  /** Forgets a statement that is closed. */
  public void closed(Object statement) {
    prepared.remove(statement);
  }

  /**
   * A statement starts.
   *
   * @param sql null for a prepared one, and for a batch
   * @return what {@link #end} takes; null when another one is under way on this thread
   */
  public @Nullable Object begin(Object statement, @Nullable String sql) {
    long now = System.nanoTime();
    return CurrentExchange.enterCall(now) ? new RunningStatement(statement, sql, now) : null;
  }

  /**
   * A statement has ended.
   *
   * @param begun what {@link #begin} returned
   * @param rows that it changed, or -1
   */
  public void end(@Nullable Object begun, long rows, @Nullable Throwable failure) {
    if (begun == null) {
      return;
    }
    RunningStatement running = (RunningStatement) begun;
    long nanos = System.nanoTime() - running.beganNanos();
    try {
      count(running, nanos, failure == null ? rows : -1, failure != null);
    } finally {
      CurrentExchange.exitCall();
    }
  }

  private void count(RunningStatement running, long nanos, long rows, boolean failed) {
    String sql = running.sql();
    PreparedText known = sql == null ? prepared.get(running.statement()) : null;
    StatementKind kind;
    Database database;
    if (known != null) {
      sql = known.sql();
      kind = known.kind();
      database = known.database();
    } else {
      kind = StatementKind.of(sql);
      database = databases.of(connectionOf(running.statement()));
    }
    database.count(kind, nanos, rows, failed);
    Exchange exchange = CurrentExchange.get();
    if (exchange != null) {
      exchange
          .statements(memory())
          .add(sql, database.url(), kind, running.beganNanos(), nanos, rows, failed);
    }
  }

  private static BodyMemory memory() {
    return Capture.current().bodyMemory();
  }

  private @Nullable Connection connectionOf(Object statement) {
    try {
      return statement instanceof Statement ? ((Statement) statement).getConnection() : null;
    } catch (SQLException | RuntimeException | LinkageError e) {
      // Closed by the failure, as some drivers do.
      unreadable.increment();
      return null;
    }
  }

  private static @Nullable Connection connectionOrNull(Object object) {
    return object instanceof Connection ? (Connection) object : null;
  }

  /** The sum of the rows of a batch, or -1 when the driver says none. */
  public static long sum(int @Nullable [] counts) {
    long sum = -1;
    for (int i = 0; counts != null && i < counts.length; i++) {
      sum = counts[i] >= 0 ? Math.max(0, sum) + counts[i] : sum;
    }
    return sum;
  }

  /** As {@link #sum(int[])}. */
  public static long sum(long @Nullable [] counts) {
    long sum = -1;
    for (int i = 0; counts != null && i < counts.length; i++) {
      sum = counts[i] >= 0 ? Math.max(0, sum) + counts[i] : sum;
    }
    return sum;
  }

  // ---- pools

  /** A pool was made, or is seen for the first time. */
  public void poolSeen(Object pool) {
    pools.seen(pool);
  }

  /** A pool was closed. */
  public void poolClosed(Object pool) {
    pools.closed(pool);
  }

  /**
   * A connection is asked of a pool. What runs until it is there, such as the pool's own test of
   * it, is no statement of the application.
   *
   * @return what {@link #connectionHad} takes; null when this happens within a call to a database
   */
  public @Nullable Object connectionWanted() {
    long now = System.nanoTime();
    return CurrentExchange.enterCall(now) ? (Long) now : null;
  }

  /**
   * The pool gave a connection, or did not.
   *
   * @param begun what {@link #connectionWanted} returned
   */
  public void connectionHad(Object pool, @Nullable Object begun, @Nullable Throwable failure) {
    if (begun == null) {
      return;
    }
    try {
      long nanos = System.nanoTime() - (Long) begun;
      ConnectionPool known = pools.seen(pool);
      if (known != null) {
        known.waited(nanos, failure != null);
      }
      Exchange exchange = CurrentExchange.get();
      if (exchange != null) {
        exchange.statements(memory()).waited(nanos);
      }
    } finally {
      CurrentExchange.exitCall();
    }
  }

  // ---- for the server

  /**
   * Runs work of the agent on a connection of the application: its statements count for nobody. On
   * a thread of the agent.
   */
  public static void uncounted(Runnable work) {
    boolean outermost = CurrentExchange.enterCall(System.nanoTime());
    try {
      work.run();
    } finally {
      if (outermost) {
        CurrentExchange.exitCall();
      }
    }
  }

  /** The pools that are there. */
  public List<ConnectionPool> pools() {
    return pools.all();
  }

  /** The databases that statements ran on. */
  public List<Database> databases() {
    return databases.all();
  }

  /** The database with that JDBC URL, or null when no statement ran on it. */
  public @Nullable Database database(@Nullable String url) {
    return databases.find(DatabaseUrl.of(url).text());
  }

  /** Connections to a database that ran a statement and are open. On a thread of the agent. */
  public int openConnections(Database database) {
    return databases.openConnections(database);
  }

  /** Pools, connections, prepared statements without room, statements of no known database. */
  public long leftOut() {
    return pools.leftOut() + databases.connectionsLeftOut() + prepared.leftOut() + unreadable.sum();
  }
}
