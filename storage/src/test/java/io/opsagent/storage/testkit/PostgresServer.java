package io.opsagent.storage.testkit;

import io.opsagent.storage.DatabaseCredentials;
import io.opsagent.storage.DatabaseEngine;
import io.opsagent.storage.DatabaseSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.stream.Stream;

/** PostgreSQL from a jar. Users with a password need it; the administrator is let in without. */
public final class PostgresServer extends RealServer {
  private static final String ADMIN = "postgres";

  private final Path data;
  private EmbeddedPostgres running;
  private final int port;

  private PostgresServer() {
    super(DatabaseEngine.POSTGRESQL);
    try {
      data = Files.createTempDirectory("opsagent-postgres");
      running = builder(0).start();
      port = running.getPort();
      requirePasswords();
      Runtime.getRuntime().addShutdownHook(new Thread(this::remove));
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("PostgreSQL does not start", e);
    }
  }

  /** The one of this JVM, started. */
  public static PostgresServer instance() {
    return Holder.INSTANCE;
  }

  private EmbeddedPostgres.Builder builder(int onPort) {
    registerDriver();
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false);
    return onPort == 0 ? builder : builder.setPort(onPort);
  }

  /** The library asks DriverManager, and what is tested here takes the driver from there. */
  private static void registerDriver() {
    try {
      if (!org.postgresql.Driver.isRegistered()) {
        org.postgresql.Driver.register();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void remove() {
    try {
      running.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (Stream<Path> files = Files.walk(data)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it was made, everybody is let in; here only the administrator is. */
  private void requirePasswords() throws IOException, SQLException {
    Files.writeString(
        data.resolve("pg_hba.conf"),
        "host all "
            + ADMIN
            + " all trust\nhost all all all scram-sha-256\nlocal all "
            + ADMIN
            + " trust\n");
    execute(ADMIN, "SELECT pg_reload_conf()");
  }

  @Override
  public String url(String database) {
    return "jdbc:postgresql://localhost:" + port + "/" + database;
  }

  @Override
  Connection admin(String database) throws SQLException {
    return connect(new org.postgresql.Driver(), url(database), ADMIN);
  }

  @Override
  public void stop() throws IOException {
    running.close();
  }

  @Override
  public void start() throws IOException {
    running = builder(port).start();
  }

  @Override
  public String newDatabase() throws SQLException {
    String name = newName();
    execute(ADMIN, "CREATE DATABASE " + name);
    return name;
  }

  @Override
  public void createUser(String database, String user, String password) throws SQLException {
    execute(
        database,
        "CREATE USER " + user + " PASSWORD '" + password + "'",
        "GRANT ALL ON SCHEMA public TO " + user);
  }

  @Override
  public void changePassword(String user, String password) throws SQLException {
    execute(ADMIN, "ALTER USER " + user + " PASSWORD '" + password + "'");
  }

  @Override
  public DatabaseSettings.Server settings(String database) {
    return settings(database, () -> new DatabaseCredentials(ADMIN, ""));
  }

  private static final class Holder {
    static final PostgresServer INSTANCE = new PostgresServer();
  }
}
