package io.opsagent.server.monitor;

import io.opsagent.capture.sql.ConnectionPool;
import io.opsagent.capture.sql.Database;
import io.opsagent.capture.sql.DatabaseUrl;
import io.opsagent.capture.sql.PoolFigures;
import io.opsagent.capture.sql.SqlCapture;
import io.opsagent.server.monitor.ServerFigures.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the databases that the application uses now: its pools, and the databases that statements
 * ran on over connections of no pool. Bounded. For the cycle's thread.
 */
final class DatabaseSources {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseSources.class);

  /** Further ones are counted. */
  static final int MAX_SOURCES = 50;

  private static final int MAX_IDENT_CHARS = 150;
  private static final Duration MAX_TIME = Duration.ofSeconds(1);

  /** For all questions of a cycle. */
  private static final Duration MAX_TIME_OF_ALL = Duration.ofSeconds(5);

  private final SqlCapture capture;
  private final BiFunction<String, Runnable, Thread> threads;

  // Keys are of the agent and live as long as the pool that they stand for.
  private final Map<ConnectionPool, IdleConnectionProbe> probes = new WeakHashMap<>();
  private final Map<ConnectionPool, DatabaseUrl> addresses = new WeakHashMap<>();
  private boolean isWarned;
  private int leftOut;

  DatabaseSources(SqlCapture capture, BiFunction<String, Runnable, Thread> threads) {
    this.capture = capture;
    this.threads = threads;
  }

  /** How many the last call of {@link #find} left out. */
  int leftOut() {
    return leftOut;
  }

  /** All, the pools first. */
  List<DatabaseSource> find() throws InterruptedException {
    long deadlineNanos = System.nanoTime() + MAX_TIME_OF_ALL.toNanos();
    List<DatabaseSource> sources = new ArrayList<>();
    Set<String> idents = new HashSet<>();
    Set<String> pooled = new HashSet<>();
    boolean isAnyUnknown = false;
    leftOut = 0;
    for (ConnectionPool pool : capture.pools()) {
      PoolFigures figures = figures(pool);
      if (figures == null) {
        continue;
      }
      if (sources.size() >= MAX_SOURCES) {
        leftOut++;
        continue;
      }
      Answer answer =
          System.nanoTime() > deadlineNanos
              ? Answer.none("There was no time left for it.")
              : probe(pool).ask(pool);
      DatabaseUrl address = addressOf(pool, figures, answer);
      isAnyUnknown |= address.type().equals("unknown");
      pooled.add(address.text());
      String name = figures.name();
      String ident = unique(name == null || name.isBlank() ? address.text() : name, idents);
      Database database = capture.database("jdbc:" + address.text());
      sources.add(new DatabaseSource(ident, pool, figures, database, address, answer));
    }
    for (Database database : capture.databases()) {
      DatabaseUrl address = database.address();
      // One whose pool has not said its URL yet would be there twice.
      if (pooled.contains(address.text()) || isAnyUnknown || address.type().equals("unknown")) {
        continue;
      }
      if (sources.size() >= MAX_SOURCES) {
        leftOut++;
        continue;
      }
      sources.add(
          new DatabaseSource(
              unique(address.text(), idents),
              null,
              null,
              database,
              address,
              Answer.none(IdleConnectionProbe.NO_POOL)));
    }
    return sources;
  }

  private @Nullable PoolFigures figures(ConnectionPool pool) {
    try {
      return pool.figures();
    } catch (ReflectiveOperationException | RuntimeException e) {
      if (!isWarned) {
        isWarned = true;
        LOG.warn("A pool of {} does not say its figures", pool.product(), e);
      }
      return null;
    }
  }

  private IdleConnectionProbe probe(ConnectionPool pool) {
    return probes.computeIfAbsent(pool, any -> new IdleConnectionProbe(threads, MAX_TIME));
  }

  /** A pool over a data source has no URL of its own: its connections know it. */
  private DatabaseUrl addressOf(ConnectionPool pool, PoolFigures figures, Answer answer) {
    DatabaseUrl known = addresses.get(pool);
    if (known == null || known.type().equals("unknown")) {
      String url = figures.url();
      known = DatabaseUrl.of(answer.url() != null ? answer.url() : url);
      addresses.put(pool, known);
    }
    return known;
  }

  private static String unique(String wanted, Set<String> taken) {
    String name =
        wanted.length() <= MAX_IDENT_CHARS ? wanted : wanted.substring(0, MAX_IDENT_CHARS);
    String unique = name;
    for (int i = 2; !taken.add(unique); i++) {
      unique = name + " " + i;
    }
    return unique;
  }
}
