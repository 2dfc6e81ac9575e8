package io.opsagent.storage;

import io.opsagent.storage.schema.SchemaMigration;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * A database on a server that may be away, at the start and at any time later. A task on a database
 * that is away fails at once with {@link DatabaseAwayException}; one task at a time, and not more
 * often than the pauses say, connects again first.
 */
final class ServerDatabase implements DatabaseAccess {
  private final DatabaseSettings.Server settings;
  private final List<SchemaMigration> migrations;
  private final StorageEvents events;
  private final Pauses pauses;
  private final ServerDialect dialect;

  /** Held by the thread that connects. */
  private final ReentrantLock connecting = new ReentrantLock();

  private volatile @Nullable OpenServer server;
  private volatile @Nullable String problem;
  private volatile boolean closed;

  // Under the lock.
  private long nextAttemptNanos;
  private @Nullable DatabaseCredentials refused;
  private List<String> said = List.of();

  ServerDatabase(
      DatabaseSettings.Server settings,
      List<SchemaMigration> migrations,
      StorageEvents events,
      Pauses pauses) {
    this.settings = settings;
    this.migrations = migrations;
    this.events = events;
    this.pauses = pauses;
    this.dialect = ServerDialect.of(settings.engine());
    this.nextAttemptNanos = System.nanoTime();
  }

  /** Connects for the first time; a failure is one notice and no exception. */
  void start() {
    try {
      opened("open");
    } catch (DatabaseAwayException e) {
      // Said, and tried again with the next task.
    }
  }

  @Override
  public <T> T use(String task, Work<T> work) {
    return run(task, jdbi -> jdbi.withHandle(work::on));
  }

  @Override
  public <T> T inTransaction(String task, Work<T> work) {
    return run(task, jdbi -> jdbi.inTransaction(work::on));
  }

  @Override
  public @Nullable String problem() {
    return problem;
  }

  /** Closes all connections. Tasks after it fail. */
  @Override
  public void close() {
    closed = true;
    connecting.lock();
    try {
      closeServer();
    } finally {
      connecting.unlock();
    }
  }

  private <T> T run(String task, JdbiTask<T> work) {
    OpenServer current = opened(task);
    try {
      return work.on(current.jdbi());
    } catch (SQLException | JdbiException e) {
      throw failed(task, current, e);
    }
  }

  private StorageException failed(String task, OpenServer current, Exception e) {
    String text = "Could not " + task + " the " + title() + " database: ";
    // Another task may have found out first, and have closed the pool under this one.
    if (dialect.failureOf(e).isAway() || server != current) {
      lose(current, dialect.connectReason(e));
      return new DatabaseAwayException(
          text + dialect.reason(e) + ". It is connected again by itself.", e);
    }
    return new StorageException(text + dialect.reason(e) + ".", e);
  }

  private void lose(OpenServer lost, String reason) {
    connecting.lock();
    try {
      if (server == lost) {
        problem = failedToConnect() + reason + ".";
        nextAttemptNanos = System.nanoTime();
        closeServer();
      }
    } finally {
      connecting.unlock();
    }
  }

  private void closeServer() {
    OpenServer open = server;
    server = null;
    if (open != null) {
      open.close();
    }
  }

  private OpenServer opened(String task) {
    OpenServer open = server;
    if (open != null && !closed) {
      return open;
    }
    if (closed) {
      throw new StorageException("Could not " + task + ": the operations database is closed.");
    }
    if (!connecting.tryLock()) {
      throw away(task, null);
    }
    try {
      open = server;
      return open == null ? connect(task) : open;
    } finally {
      connecting.unlock();
    }
  }

  private OpenServer connect(String task) {
    DatabaseCredentials credentials = null;
    try {
      credentials = settings.credentials().get();
      boolean corrected = refused != null && !refused.isSameAs(credentials);
      if (closed || (System.nanoTime() - nextAttemptNanos < 0 && !corrected)) {
        throw away(task, null);
      }
      OpenServer opened = OpenServer.open(settings, dialect, migrations, events);
      connected(opened);
      return opened;
    } catch (OpenServer.Unfit e) {
      List<String> lines =
          e.problems().stream()
              .map(line -> "The " + title() + " database cannot be used. " + line + ".")
              .toList();
      throw refused(task, credentials, lines, e);
    } catch (SQLException e) {
      throw unreachable(task, credentials, e);
    } catch (DatabaseAwayException e) {
      throw e;
    } catch (StorageException e) {
      // The settings: a password file, a driver.
      throw refused(task, credentials, List.of(String.valueOf(e.getMessage())), e);
    } catch (RuntimeException e) {
      // HikariCP and drivers wrap what they meet.
      throw unreachable(task, credentials, e);
    }
  }

  private DatabaseAwayException unreachable(
      String task, @Nullable DatabaseCredentials credentials, Exception e) {
    String address = DatabaseAddress.of(settings.url());
    DatabaseFailure kind = dialect.failureOf(e);
    String line =
        failedToConnect()
            + dialect.connectReason(e)
            + (kind == DatabaseFailure.CONNECTION_LOST ? " (" + address + ")" : "")
            + ".";
    if (kind == DatabaseFailure.ACCESS_DENIED) {
      return refused(task, credentials, List.of(line), e);
    }
    say(List.of(line));
    nextAttemptNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauses.absentMillis());
    return away(task, e);
  }

  /** Refused for a reason that somebody has to mend; another password is tried at once. */
  private DatabaseAwayException refused(
      String task, @Nullable DatabaseCredentials credentials, List<String> lines, Exception cause) {
    say(lines);
    refused = credentials;
    nextAttemptNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauses.refusedMillis());
    return away(task, cause);
  }

  /** Each line once, until there is another one or the database was there. */
  private void say(List<String> lines) {
    problem = String.join(" ", lines);
    if (!lines.equals(said)) {
      said = lines;
      lines.forEach(events::notice);
    }
  }

  private void connected(OpenServer opened) {
    server = opened;
    problem = null;
    refused = null;
    if (!said.isEmpty()) {
      said = List.of();
      events.notice("The " + title() + " database is connected.");
    }
  }

  private DatabaseAwayException away(String task, @Nullable Throwable cause) {
    String known = problem;
    String text =
        "Could not "
            + task
            + " the "
            + title()
            + " database. "
            + (known == null ? "It is being connected." : known)
            + " It is tried again by itself.";
    return cause == null ? new DatabaseAwayException(text) : new DatabaseAwayException(text, cause);
  }

  private String failedToConnect() {
    return "Failed to connect to the " + title() + " database. ";
  }

  private String title() {
    return settings.engine().title();
  }

  /**
   * How long a database that is away is left alone.
   *
   * @param absentMillis after it could not be reached
   * @param refusedMillis after it refused the agent, which too many tries may lock out
   */
  record Pauses(long absentMillis, long refusedMillis) {
    static final Pauses USUAL = new Pauses(1_000, 10_000);
  }

  @FunctionalInterface
  private interface JdbiTask<T> {
    T on(Jdbi jdbi) throws SQLException;
  }
}
