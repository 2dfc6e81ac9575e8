package io.opsagent.server.monitor;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Asks PostgreSQL, MySQL, MariaDB and H2 for their figures (operations-api.md 8.5), over a
 * connection of the application whose settings are not changed. For one thread; another one may
 * {@link #cancel}.
 */
final class ServerQueries {
  private static final String POSTGRES =
      "SELECT pg_database_size(current_database()),"
          + " (SELECT SUM(pg_database_size(d.oid)) FROM pg_database d"
          + " WHERE d.datallowconn AND has_database_privilege(d.oid, 'CONNECT')),"
          + " (SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database()),"
          + " (SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database()"
          + " AND state = 'active' AND pid <> pg_backend_pid()),"
          + " (SELECT COUNT(*) FROM pg_stat_activity),"
          + " current_setting('max_connections')::bigint,"
          + " (SELECT xact_commit FROM pg_stat_database WHERE datname = current_database())";

  private static final String MYSQL =
      "SELECT (SELECT SUM(data_length + index_length) FROM information_schema.tables"
          + " WHERE table_schema = DATABASE()),"
          + " (SELECT SUM(data_length + index_length) FROM information_schema.tables),"
          + " (SELECT COUNT(*) FROM information_schema.processlist WHERE db = DATABASE()),"
          + " (SELECT COUNT(*) FROM information_schema.processlist WHERE db = DATABASE()"
          + " AND command = 'Query' AND id <> CONNECTION_ID()),"
          + " (SELECT COUNT(*) FROM information_schema.processlist),"
          + " @@max_connections, 0";

  /** Of the file; an H2 in memory has none. */
  private static final String H2_SETTINGS = "SELECT * FROM INFORMATION_SCHEMA.SETTINGS";

  private static final String H2_SESSIONS = "SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS";

  private final AtomicReference<@Nullable Statement> running = new AtomicReference<>();

  /** Whether there are figures of such a database. */
  static boolean knows(String type) {
    return switch (type) {
      case "postgresql", "mysql", "mariadb", "h2" -> true;
      default -> false;
    };
  }

  /**
   * The figures.
   *
   * @param type of the database, which is {@linkplain #knows known}
   * @throws SQLException when it does not say them; nothing of the transaction is left
   */
  ServerFigures read(Connection connection, String type) throws SQLException {
    try {
      return switch (type) {
        case "postgresql" -> one(connection, POSTGRES);
        case "mysql", "mariadb" -> one(connection, MYSQL);
        default -> h2(connection);
      };
    } finally {
      if (!connection.getAutoCommit()) {
        // An idle connection has no transaction but the one that was begun here.
        connection.rollback();
      }
    }
  }

  private ServerFigures one(Connection connection, String sql) throws SQLException {
    try (Statement statement = begin(connection);
        ResultSet row = statement.executeQuery(sql)) {
      if (!row.next()) {
        throw new SQLException("the server said nothing");
      }
      return new ServerFigures(
          number(row, 1),
          number(row, 2),
          number(row, 3),
          number(row, 4),
          number(row, 5),
          number(row, 6),
          number(row, 7));
    } finally {
      running.set(null);
    }
  }

  private Statement begin(Connection connection) throws SQLException {
    Statement statement = connection.createStatement();
    running.set(statement);
    return statement;
  }

  private static long number(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? -1 : value;
  }

  /** Columns have other names in H2 1. */
  private ServerFigures h2(Connection connection) throws SQLException {
    long bytes = -1;
    long sessions = -1;
    try (Statement statement = begin(connection)) {
      try (ResultSet rows = statement.executeQuery(H2_SETTINGS)) {
        while (rows.next()) {
          if ("info.FILE_SIZE".equals(rows.getString(1))) {
            bytes = Long.parseLong(rows.getString(2));
          }
        }
      }
      try (ResultSet row = statement.executeQuery(H2_SESSIONS)) {
        sessions = row.next() ? number(row, 1) : -1;
      }
    } catch (NumberFormatException e) {
      throw new SQLException("the file has no size", e);
    } finally {
      running.set(null);
    }
    return new ServerFigures(bytes, bytes, sessions, 0, sessions, 0, 0);
  }

  /** Ends the query that runs, if one does. Any thread; may wait for the server. */
  void cancel() throws SQLException {
    Statement statement = running.get();
    if (statement != null) {
      statement.cancel();
    }
  }
}
