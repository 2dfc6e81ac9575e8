package io.opsagent.benchmarks.storage;

import io.opsagent.storage.DataDirectory;
import io.opsagent.storage.DatabaseCredentials;
import io.opsagent.storage.DatabaseEngine;
import io.opsagent.storage.DatabaseSettings;
import io.opsagent.storage.OperationsDatabase;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A database in a folder that stays when the program ends. Closing it stops its server. */
final class Engine implements AutoCloseable {
  private final DataDirectory directory;
  private final OperationsDatabase database;
  private final Path files;
  private final @Nullable EmbeddedServer server;

  private Engine(
      DataDirectory directory,
      OperationsDatabase database,
      Path files,
      @Nullable EmbeddedServer server) {
    this.directory = directory;
    this.database = database;
    this.files = files;
    this.server = server;
  }

  /**
   * Opens or makes a database.
   *
   * @param name {@code h2}, {@code postgresql} or {@code mariadb}
   * @throws IllegalArgumentException for another name
   */
  static Engine open(String name, File folder) throws Exception {
    Files.createDirectories(folder.toPath());
    DataDirectory directory = DataDirectory.open(new File(folder, "agent"));
    switch (name.toLowerCase(Locale.ROOT)) {
      case "h2" -> {
        Path files = directory.slotDirectory().toPath();
        return new Engine(
            directory, OperationsDatabase.open(directory, System.out::println), files, null);
      }
      case "postgresql" -> {
        return on(directory, EmbeddedServer.postgres(folder), DatabaseEngine.POSTGRESQL);
      }
      case "mariadb" -> {
        return on(directory, EmbeddedServer.mariaDb(folder), DatabaseEngine.MARIADB);
      }
      default ->
          throw new IllegalArgumentException(
              "engine " + name + ": allowed are h2, postgresql, mariadb");
    }
  }

  private static Engine on(DataDirectory directory, EmbeddedServer server, DatabaseEngine engine) {
    DatabaseSettings settings =
        new DatabaseSettings.Server(
            engine,
            server.url(),
            () -> new DatabaseCredentials(server.user(), ""),
            4,
            new File("no-such-folder"));
    return new Engine(
        directory,
        OperationsDatabase.open(settings, directory, System.out::println),
        server.data(),
        server);
  }

  OperationsDatabase database() {
    return database;
  }

  /** A connection of the administrator of PostgreSQL. */
  Connection connection() throws SQLException {
    if (server == null || !server.url().startsWith(DatabaseEngine.POSTGRESQL.urlPrefix())) {
      throw new IllegalArgumentException("copy: only for postgresql");
    }
    Properties user = new Properties();
    user.setProperty("user", server.user());
    return new org.postgresql.Driver().connect(server.url(), user);
  }

  /** Bytes of all files of the database. */
  long bytes() throws IOException {
    try (Stream<Path> found = Files.walk(files)) {
      return found.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  @Override
  public void close() throws Exception {
    database.close();
    if (server != null) {
      server.close();
    }
    directory.close();
  }
}
