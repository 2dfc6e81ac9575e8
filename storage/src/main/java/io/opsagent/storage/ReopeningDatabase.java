package io.opsagent.storage;

import io.opsagent.storage.schema.SchemaMigration;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an H2 database usable: H2 closes it after a failed write (a full disk, a folder that became
 * read-only); the next task opens it again, but at most once a second.
 */
final class ReopeningDatabase implements DatabaseAccess {
  private static final long REOPEN_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final H2File file;
  private final List<SchemaMigration> migrations;
  private final StorageEvents events;
  private final Object lock = new Object();

  /** The one in use; replaced under the lock. */
  private volatile H2Database database;

  private volatile boolean closed;

  /**
   * Set after a failure: H2 would take rows into memory and lose them with the next failed write,
   * so the first ones are written through.
   */
  private volatile boolean writeThrough;

  // Under the lock.
  private String lastFailure = "";
  private long lastAttemptNanos;
  private boolean lossSaid;

  ReopeningDatabase(H2File file, List<SchemaMigration> migrations, StorageEvents events) {
    this.file = file;
    this.migrations = migrations;
    this.events = events;
    this.database = H2Database.open(file, migrations, events);
    this.lastAttemptNanos = System.nanoTime() - REOPEN_NANOS;
  }

  @Override
  public <T> T use(String task, Work<T> work) {
    return run(task, database -> database.jdbi().withHandle(work::on));
  }

  @Override
  public <T> T inTransaction(String task, Work<T> work) {
    return run(
        task,
        database -> {
          T result = database.jdbi().inTransaction(work::on);
          checkWrites(database);
          if (writeThrough) {
            database.flush();
            writeThrough = false;
            recovered();
          }
          checkWrites(database);
          return result;
        });
  }

  /** Where the file is, or should be. */
  Path path() {
    return file.path();
  }

  /**
   * Whether the path names the file that is written. True while the database is closed: what comes
   * next is a new opening, which has its own words.
   */
  boolean isFileInPlace() {
    H2Database current = database;
    return closed || !current.isAlive() || current.isFileInPlace() || current != database;
  }

  @Override
  public @Nullable String problem() {
    return closed || database.isAlive()
        ? null
        : "The operations database " + file.path() + " is closed after a failure.";
  }

  /** Closes the database, all rows written. Tasks after it fail. */
  @Override
  public void close() {
    synchronized (lock) {
      if (!closed) {
        closed = true;
        database.close();
      }
    }
  }

  private <T> T run(String task, DatabaseTask<T> work) {
    H2Database current = alive(task);
    try {
      return work.on(current);
    } catch (SQLException | JdbiException e) {
      throw failed(task, current, e);
    }
  }

  /** A commit succeeds in memory even when the file has not been written for a while. */
  private static void checkWrites(H2Database database) throws SQLException {
    if (!database.isAlive()) {
      throw new SQLException("A write failed", database.failedWrite());
    }
  }

  private H2Database alive(String task) {
    H2Database current = database;
    if (current.isAlive() && !closed) {
      return current;
    }
    synchronized (lock) {
      if (closed) {
        throw new StorageException("Could not " + task + ": the operations database is closed.");
      }
      if (!database.isAlive()) {
        reopen(task);
      }
      return database;
    }
  }

  private void reopen(String task) {
    Throwable failedWrite = database.failedWrite();
    if (failedWrite != null) {
      lastFailure = " (" + H2Failure.reason(failedWrite) + ")";
    }
    sayLoss();
    long now = System.nanoTime();
    if (now - lastAttemptNanos < REOPEN_NANOS) {
      throw new DatabaseAwayException(
          "Could not "
              + task
              + ": the operations database "
              + file.path()
              + " is closed after a failure"
              + lastFailure
              + "; it is opened again in a second.");
    }
    lastAttemptNanos = now;
    database.abandon();
    writeThrough = true;
    try {
      database = H2Database.open(file, migrations, events);
    } catch (StorageException e) {
      lastFailure = " (" + H2Failure.reason(e.getCause() == null ? e : e.getCause()) + ")";
      throw e;
    }
  }

  /** A full disk often lets the file be opened: only a write that went through is the end of it. */
  private void recovered() {
    synchronized (lock) {
      lossSaid = false;
    }
  }

  private void sayLoss() {
    if (!lossSaid) {
      lossSaid = true;
      events.notice(
          "The operations database "
              + file.path()
              + " was closed after a failure"
              + lastFailure
              + ". Rows of the last second may be lost. It is opened again as soon as that is"
              + " possible.");
    }
  }

  private StorageException failed(String task, H2Database current, Exception e) {
    Throwable cause = e instanceof JdbiException && e.getCause() != null ? e.getCause() : e;
    String reason = H2Failure.reason(cause);
    synchronized (lock) {
      if (database == current && !closed) {
        react(current, H2Failure.of(cause), cause);
      }
    }
    return new StorageException(
        "Could not " + task + " the operations database " + file.path() + ": " + reason + ".",
        cause);
  }

  private void react(H2Database current, H2Failure failure, Throwable cause) {
    switch (failure) {
      case DAMAGED -> setAside(current, cause);
      case INPUT_OUTPUT -> {
        lastFailure = " (" + H2Failure.reason(cause) + ")";
        current.giveUp();
      }
      case CLOSED -> current.giveUp();
      case IN_USE, FOREIGN, OTHER -> {
        // The failure of this task alone.
      }
    }
  }

  private void setAside(H2Database current, Throwable cause) {
    lastAttemptNanos = System.nanoTime();
    current.abandon();
    database = H2Database.startAgain(file, migrations, events, cause);
  }

  @FunctionalInterface
  private interface DatabaseTask<T> {
    T on(H2Database database) throws SQLException;
  }
}
