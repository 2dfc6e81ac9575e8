package io.opsagent.storage;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What a repository has of its database: a connection for the time of one task, and every failure
 * as a {@link StorageException}. Any thread.
 */
interface DatabaseAccess extends AutoCloseable {

  /**
   * Runs a task on a connection, each of its statements for itself.
   *
   * @param task what is done, as it continues "Could not ...", for the message of a failure
   */
  <T> T use(String task, Work<T> work);

  /**
   * Runs a task in one transaction.
   *
   * @param task as in {@link #use}
   */
  <T> T inTransaction(String task, Work<T> work);

  /** Makes sure that what was committed outlives the process; nothing to do on a server. */
  default void flush() {}

  /** Closes the database, all rows written. Tasks after it fail. Calling it again does nothing. */
  @Override
  void close();

  /** Why the database cannot be used at the moment, one line, or null. No input or output. */
  @Nullable String problem();

  /** A task on a connection that it must not close. */
  @FunctionalInterface
  interface Work<T> {
    T on(Handle handle) throws SQLException;
  }
}
