package io.opsagent.storage;

import io.opsagent.storage.schema.SchemaDialect;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** PostgreSQL 12 and later. */
final class PostgresDialect extends ServerDialect {
  private static final int OLDEST = 12;

  @Override
  Driver bundledDriver() throws SQLException {
    return Unregistered.driver();
  }

  /**
   * Taken from DriverManager when its class was loaded, which registers it, and not at every
   * attempt to connect: who registers it later wants it there.
   */
  private static final class Unregistered {
    private static boolean done;

    private Unregistered() {}

    static synchronized Driver driver() throws SQLException {
      // Not its DataSource, which asks DriverManager for the connection.
      Driver driver = new org.postgresql.Driver();
      if (!done && org.postgresql.Driver.isRegistered()) {
        org.postgresql.Driver.deregister();
      }
      done = true;
      return driver;
    }
  }

  @Override
  Properties properties(int silenceSeconds) {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", "opsagent");
    properties.setProperty("connectTimeout", Integer.toString(CONNECT_TIMEOUT_SECONDS));
    properties.setProperty("socketTimeout", Integer.toString(silenceSeconds));
    // Else DriverManager is asked for one; with one, the driver connects on a thread of its own.
    properties.setProperty("loginTimeout", "0");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("reWriteBatchedInserts", "true");
    return properties;
  }

  @Override
  SchemaDialect schema(Connection connection) {
    return SchemaDialect.POSTGRESQL;
  }

  @Override
  @Nullable String versionProblem(Connection connection) throws SQLException {
    int number = Integer.parseInt(ask(connection, "SHOW server_version_num"));
    return number / 10_000 >= OLDEST
        ? null
        : "The server is PostgreSQL "
            + ask(connection, "SHOW server_version")
            + "; version "
            + OLDEST
            + " or later is needed";
  }

  @Override
  @Nullable String encodingProblem(Connection connection) throws SQLException {
    String encoding = ask(connection, "SHOW server_encoding");
    return encoding.equals("UTF8")
        ? null
        : "The encoding of the database is "
            + encoding
            + " and must be UTF8; create it with ENCODING 'UTF8' TEMPLATE template0";
  }

  @Override
  String clockQuery() {
    return "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";
  }

  @Override
  boolean hasTransactionalTables() {
    return true;
  }

  @Override
  DatabaseFailure kindOf(SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    return switch (state) {
      // Shutdown, crash, starting up, database dropped.
      case "57P01", "57P02", "57P03", "57P04", "57P05" -> DatabaseFailure.CONNECTION_LOST;
      case "3D000" -> DatabaseFailure.ACCESS_DENIED;
      case "42501" -> DatabaseFailure.NOT_PERMITTED;
      case "53100" -> DatabaseFailure.FULL;
      case "53300" -> DatabaseFailure.BUSY;
      case "25006" -> DatabaseFailure.READ_ONLY;
      case "23505" -> DatabaseFailure.DUPLICATE;
      case "57014" -> DatabaseFailure.TIMEOUT;
      default -> DatabaseFailure.OTHER;
    };
  }
}
