package io.opsagent.storage;

import io.opsagent.storage.schema.SchemaException;
import io.opsagent.storage.schema.SchemaMigration;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.h2.mvstore.MVStoreException;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an H2 database usable: H2 closes it after a failed write (a full disk, a folder that became
 * read-only); the next task opens it again, but at most once a second. The same where it could not
 * be opened at the start.
 *
 * <p>While the file is compacted tasks fail with a {@link DatabaseAwayException} that says so.
 */
final class ReopeningDatabase implements DatabaseAccess {
  private static final long REOPEN_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** After a step of the schema failed, which takes the processor for a while each time. */
  private static final long MIGRATE_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final H2File file;
  private final List<SchemaMigration> migrations;
  private final StorageEvents events;
  private final Object lock = new Object();

  /** Tasks hold its read lock, so that the file is closed under none of them. */
  private final ReentrantReadWriteLock tasks = new ReentrantReadWriteLock();

  /** The one in use, or null when none could be opened; replaced under the lock. */
  private volatile @Nullable H2Database database;

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
  private String notOpenedSaid = "";
  private long pauseNanos = REOPEN_NANOS;

  /** Why it could not be opened, while there is none. */
  private volatile @Nullable String notOpened;

  ReopeningDatabase(H2File file, List<SchemaMigration> migrations, StorageEvents events) {
    this.file = file;
    this.migrations = migrations;
    this.events = events;
    this.lastAttemptNanos = System.nanoTime() - REOPEN_NANOS;
    try {
      this.database = H2Database.open(file, migrations, events);
    } catch (StorageException e) {
      this.lastAttemptNanos = System.nanoTime();
      notOpened(e);
    }
  }

  private void notOpened(StorageException e) {
    notOpened = String.valueOf(e.getMessage());
    pauseNanos = e.getCause() instanceof SchemaException ? MIGRATE_AGAIN_NANOS : REOPEN_NANOS;
    lastFailure = " (" + H2Failure.reason(e.getCause() == null ? e : e.getCause()) + ")";
    if (!notOpened.equals(notOpenedSaid)) {
      notOpenedSaid = notOpened;
      events.notice(notOpened + " The application runs; it is tried again by itself.");
    }
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
    return closed
        || current == null
        || !current.isAlive()
        || current.isFileInPlace()
        || current != database;
  }

  @Override
  public @Nullable String problem() {
    H2Database current = database;
    if (closed || isCompacting()) {
      return null;
    }
    if (current == null) {
      return notOpened;
    }
    return current.isAlive()
        ? null
        : "The operations database " + file.path() + " is closed after a failure.";
  }

  /** Closes the database, all rows written. Tasks after it fail. */
  @Override
  public void close() {
    synchronized (lock) {
      H2Database current = database;
      if (!closed) {
        closed = true;
        if (current != null) {
          current.close();
        }
      }
    }
  }

  /** Writes all that is committed to the file now, so that the end of the process takes nothing. */
  @Override
  public void flush() {
    run(
        "write",
        current -> {
          current.flush();
          checkWrites(current);
          return true;
        });
  }

  /** What the file takes of the disk. No query. */
  EmbeddedSize size() {
    long fileBytes = file.bytes();
    long asideBytes = 0;
    try {
      asideBytes = file.asideBytes();
    } catch (IOException e) {
      // It is being deleted, or the disk does not answer: the next look tells.
    }
    return new EmbeddedSize(fileBytes, Math.min(fileBytes, usedBytes(fileBytes)), asideBytes);
  }

  private long usedBytes(long fileBytes) {
    if (!tasks.readLock().tryLock()) {
      return fileBytes;
    }
    try {
      H2Database current = database;
      return current != null && current.isAlive() ? current.usedBytes() : fileBytes;
    } catch (MVStoreException e) {
      // Closed at this moment.
      return fileBytes;
    } finally {
      tasks.readLock().unlock();
    }
  }

  /** The file and what was set aside beside it. */
  H2File file() {
    return file;
  }

  /** Whether the file is closed for a moment, to be compacted. */
  boolean isCompacting() {
    return tasks.isWriteLocked();
  }

  /**
   * Closes the file, gives its free space back and opens it again. Tasks that run are awaited,
   * others fail in the meantime.
   *
   * @param maxWaitMillis for tasks that run
   * @return whether it was done: not while a task runs on, or the database is not open
   * @throws StorageException when it failed; the file is as it was and open, if it can be opened
   */
  boolean compact(long maxWaitMillis, CompactionWay way) throws InterruptedException {
    if (!tasks.writeLock().tryLock(maxWaitMillis, TimeUnit.MILLISECONDS)) {
      return false;
    }
    try {
      synchronized (lock) {
        H2Database current = database;
        if (closed || current == null || !current.isAlive()) {
          return false;
        }
        Exception failure = null;
        try {
          current.closeCompacted(way);
        } catch (IOException | RuntimeException e) {
          failure = e;
        } finally {
          // Whatever became of it, the next task must not meet a closed pool.
          current.giveUp();
        }
        database = H2Database.open(file, migrations, events);
        if (failure != null) {
          throw notCompacted(failure);
        }
        return true;
      }
    } finally {
      tasks.writeLock().unlock();
    }
  }

  private StorageException notCompacted(Exception e) {
    return new StorageException(
        "Could not compact the operations database "
            + file.path()
            + ": "
            + H2Failure.reason(e)
            + ".",
        e);
  }

  private <T> T run(String task, DatabaseTask<T> work) {
    if (!tasks.readLock().tryLock()) {
      throw DatabaseAwayException.forAMoment(
          "Could not " + task + ": the operations database is being compacted, for some seconds.");
    }
    try {
      H2Database current = alive(task);
      try {
        return work.on(current);
      } catch (SQLException | JdbiException e) {
        throw failed(task, current, e);
      }
    } finally {
      tasks.readLock().unlock();
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
    if (current != null && current.isAlive() && !closed) {
      return current;
    }
    synchronized (lock) {
      if (closed) {
        throw new StorageException("Could not " + task + ": the operations database is closed.");
      }
      current = database;
      return current != null && current.isAlive() ? current : reopen(task, current);
    }
  }

  private H2Database reopen(String task, @Nullable H2Database broken) {
    Throwable failedWrite = broken == null ? null : broken.failedWrite();
    if (failedWrite != null) {
      lastFailure = " (" + H2Failure.reason(failedWrite) + ")";
    }
    if (broken != null) {
      sayLoss();
    }
    long now = System.nanoTime();
    if (now - lastAttemptNanos < pauseNanos) {
      throw new DatabaseAwayException(
          "Could not "
              + task
              + ": the operations database "
              + file.path()
              + (broken == null ? " could not be opened" : " is closed after a failure")
              + lastFailure
              + "; it is opened again in a second.");
    }
    lastAttemptNanos = now;
    if (broken != null) {
      broken.abandon();
      writeThrough = true;
    }
    try {
      H2Database opened = H2Database.open(file, migrations, events);
      database = opened;
      if (notOpened != null) {
        notOpened = null;
        notOpenedSaid = "";
        events.notice("The operations database " + file.path() + " is open.");
      }
      return opened;
    } catch (StorageException e) {
      if (broken == null) {
        notOpened(e);
      }
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
      case IN_USE, FOREIGN, NO_MEMORY, OTHER -> {
        // The failure of this task alone.
      }
    }
  }

  private void setAside(H2Database current, Throwable cause) {
    lastAttemptNanos = System.nanoTime();
    current.abandon();
    database = H2Database.startAgain(file, migrations, events, H2Database.reason(file, cause));
  }

  @FunctionalInterface
  private interface DatabaseTask<T> {
    T on(H2Database database) throws SQLException;
  }
}
