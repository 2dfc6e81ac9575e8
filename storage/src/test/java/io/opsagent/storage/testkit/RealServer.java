package io.opsagent.storage.testkit;

import io.opsagent.storage.DatabaseCredentials;
import io.opsagent.storage.DatabaseEngine;
import io.opsagent.storage.DatabaseSettings;
import java.io.File;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A database server that runs beside the tests, one for each engine and test JVM. Each test class
 * takes a database of its own.
 */
public abstract class RealServer {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final DatabaseEngine engine;

  RealServer(DatabaseEngine engine) {
    this.engine = engine;
  }

  /** What it is. */
  public final DatabaseEngine engine() {
    return engine;
  }

  /** URL of a database, as a user would write it. */
  public abstract String url(String database);

  /** A connection of the administrator. */
  abstract Connection admin(String database) throws SQLException;

  /** Stops the server; connections to it are lost. */
  public abstract void stop() throws Exception;

  /** Starts the server again, with what it had stored. */
  public abstract void start() throws Exception;

  /** Makes an empty database. */
  public abstract String newDatabase() throws SQLException;

  /** Makes a user who may do everything in a database. */
  public abstract void createUser(String database, String user, String password)
      throws SQLException;

  /** Gives a user another password. */
  public abstract void changePassword(String user, String password) throws SQLException;

  /** A user name that no other test has. */
  public final String newUser() {
    return "user" + NUMBER.incrementAndGet();
  }

  final String newName() {
    return "ops" + NUMBER.incrementAndGet();
  }

  /** Runs statements as the administrator. */
  public final void execute(String database, String... statements) throws SQLException {
    try (Connection connection = admin(database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The number in the first column of the only row. */
  public final long number(String database, String sql) throws SQLException {
    try (Connection connection = admin(database);
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Settings for a database of it. */
  public final DatabaseSettings.Server settings(
      String database, Supplier<DatabaseCredentials> credentials) {
    return new DatabaseSettings.Server(
        engine, url(database), credentials, 3, new File("no-such-folder"));
  }

  /** Settings with the administrator. */
  public abstract DatabaseSettings.Server settings(String database);

  static Connection connect(Driver driver, String url, String user) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    Connection connection = driver.connect(url, properties);
    if (connection == null) {
      throw new SQLException("The driver does not know " + url);
    }
    return connection;
  }
}
