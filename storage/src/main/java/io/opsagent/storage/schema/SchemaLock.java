package io.opsagent.storage.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/**
 * Keeps two processes from changing the schema of one database at once: nodes of a service are
 * often started together. Flyway's own lock comes too late, it fails when both find the database
 * empty. The engine gives the lock back when the connection ends, however the process does.
 */
enum SchemaLock {
  /** The embedded file is open in one process only. */
  NONE(List.of(), List.of()),

  /** Ends with the transaction, so that it also holds behind a pooler of transactions. */
  POSTGRESQL(
      List.of(
          "SET LOCAL lock_timeout = '" + SchemaLock.MAX_WAIT_SECONDS + "s'",
          // "OpsAgent" in ASCII.
          "SELECT 1 FROM (SELECT pg_advisory_xact_lock(x'4F70734167656E74'::bigint)) taken"),
      List.of()),

  /** Names are those of the whole server, and have 64 characters at most. */
  MYSQL(
      List.of(
          "SELECT GET_LOCK(CONCAT('opsagent.', MD5(DATABASE())), "
              + SchemaLock.MAX_WAIT_SECONDS
              + ")"),
      List.of("SELECT RELEASE_LOCK(CONCAT('opsagent.', MD5(DATABASE())))"));

  /** A step on a large table may take longer; then this start is tried again later. */
  private static final int MAX_WAIT_SECONDS = 60;

  private final List<String> take;
  private final List<String> release;

  SchemaLock(List<String> take, List<String> release) {
    this.take = take;
    this.release = release;
  }

  /** What is done under the lock. */
  @FunctionalInterface
  interface Work {
    void run() throws SchemaException, SQLException;
  }

  /**
   * Does the work while no other process has the lock.
   *
   * @param owner of a connection beside those of the work
   * @throws SQLException when the lock is not free in time, or the database does not answer
   */
  void hold(DataSource owner, Work work) throws SchemaException, SQLException {
    if (this == NONE) {
      work.run();
      return;
    }
    try (Connection connection = owner.getConnection()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        for (String sql : take) {
          execute(statement, sql);
        }
        try {
          work.run();
        } finally {
          for (String sql : release) {
            execute(statement, sql);
          }
        }
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }

  private static void execute(Statement statement, String sql) throws SQLException {
    if (!statement.execute(sql)) {
      return;
    }
    try (ResultSet result = statement.getResultSet()) {
      if (!result.next() || result.getInt(1) != 1) {
        throw new SQLTimeoutException(
            "another process changes the schema of this database since "
                + MAX_WAIT_SECONDS
                + " seconds");
      }
    }
  }
}
