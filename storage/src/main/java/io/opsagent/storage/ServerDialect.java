package io.opsagent.storage;

import io.opsagent.storage.schema.SchemaDialect;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What differs between database servers. One instance for each opened database; any thread. */
abstract class ServerDialect {
  static final int CONNECT_TIMEOUT_SECONDS = 5;

  /** Longer than any statement may take: only a server that is gone is silent for so long. */
  static final int SILENCE_SECONDS = 60;

  /** The driver that is bundled for it. DriverManager does not know it afterwards. */
  abstract Driver bundledDriver() throws SQLException;

  /** The URL as that driver reads it. */
  String bundledUrl(String url) {
    return url;
  }

  /**
   * Settings of a driver.
   *
   * @param silenceSeconds after which a connection counts as lost; 0 for never
   */
  abstract Properties properties(int silenceSeconds);

  /** How the schema is written for the server behind this connection. */
  abstract SchemaDialect schema(Connection connection) throws SQLException;

  /** What is wrong with the version of the server, or null when it can be used. */
  abstract @Nullable String versionProblem(Connection connection) throws SQLException;

  /** What is wrong with the encoding, or null when every character can be stored. */
  abstract @Nullable String encodingProblem(Connection connection) throws SQLException;

  /** A query for the server's clock, milliseconds since 1970 in UTC. */
  abstract String clockQuery();

  /** Whether tables that are made in a transaction are gone after a rollback. */
  abstract boolean hasTransactionalTables();

  /** What kind of failure this is; by codes, never by texts. */
  final DatabaseFailure failureOf(Throwable failure) {
    SQLException sql = DatabaseFailure.sqlOf(failure);
    if (sql == null) {
      return DatabaseFailure.OTHER;
    }
    DatabaseFailure kind = kindOf(sql);
    if (kind != DatabaseFailure.OTHER) {
      return kind;
    }
    String state = sql.getSQLState() == null ? "" : sql.getSQLState();
    if (state.startsWith("08")) {
      return DatabaseFailure.CONNECTION_LOST;
    }
    if (state.startsWith("28")) {
      return DatabaseFailure.ACCESS_DENIED;
    }
    if (sql instanceof java.sql.SQLTransientConnectionException) {
      // The pool's own: it waited for a connection and none came back.
      return DatabaseFailure.BUSY;
    }
    return sql instanceof java.sql.SQLTimeoutException
        ? DatabaseFailure.TIMEOUT
        : DatabaseFailure.OTHER;
  }

  /** The kind by the engine's own codes, or {@link DatabaseFailure#OTHER}. */
  abstract DatabaseFailure kindOf(SQLException failure);

  /**
   * A few words on the failure of a statement. Never the server's own text, which may quote a row.
   */
  final String reason(Throwable failure) {
    DatabaseFailure kind = failureOf(failure);
    SQLException sql = DatabaseFailure.sqlOf(failure);
    if (kind != DatabaseFailure.OTHER) {
      return kind.words();
    }
    return sql == null
        ? failure.getClass().getSimpleName()
        : "error " + sql.getErrorCode() + " (" + sql.getSQLState() + ")";
  }

  /**
   * Why no connection could be opened, in the words of the server or the operating system, without
   * a full stop. No row can be in it yet.
   */
  final String connectReason(Throwable failure) {
    Throwable root = failure;
    for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
      root = root.getCause();
    }
    DatabaseFailure kind = failureOf(failure);
    SQLException sql = DatabaseFailure.sqlOf(failure);
    if (root instanceof java.net.UnknownHostException) {
      return "The host " + root.getMessage() + " is not known";
    }
    if (root instanceof java.io.IOException && root.getMessage() != null) {
      return plain(root.getMessage());
    }
    String text = sql == null ? failure.getMessage() : sql.getMessage();
    return text == null ? kind.words() : plain(text);
  }

  private static String plain(String text) {
    String line = text.strip().lines().findFirst().orElse("");
    line = line.replaceFirst("^\\(conn=\\d+\\) ", "").replaceFirst("^(FATAL|ERROR): ", "");
    line = line.replaceFirst(" \\(using password: (YES|NO)\\)", "");
    line = line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    return line.isEmpty()
        ? "error"
        : line.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + line.substring(1);
  }

  /** The first column of the only row. */
  static String ask(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      if (!rows.next()) {
        throw new SQLException("No row");
      }
      String value = rows.getString(1);
      return value == null ? "" : value;
    }
  }

  static ServerDialect of(DatabaseEngine engine) {
    return engine == DatabaseEngine.POSTGRESQL ? new PostgresDialect() : new MySqlDialect();
  }
}
