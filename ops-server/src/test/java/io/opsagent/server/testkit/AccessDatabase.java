package io.opsagent.server.testkit;

import io.opsagent.server.nodes.NodeServices;
import io.opsagent.server.nodes.SilentWorkers;
import io.opsagent.server.nodes.WorkerLiveness;
import io.opsagent.storage.DataDirectory;
import io.opsagent.storage.DataDirectoryException;
import io.opsagent.storage.DatabaseSettings;
import io.opsagent.storage.OperationsDatabase;
import io.opsagent.storage.ServiceLogRepository;
import io.opsagent.storage.access.AccessRepositories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real embedded database; one is shared by tests that look only at what they made themselves. */
public final class AccessDatabase implements AutoCloseable {
  private static @Nullable AccessDatabase shared;

  private final Path folder;
  private final DataDirectory directory;
  private final OperationsDatabase database;

  private AccessDatabase(DatabaseSettings settings) {
    try {
      folder = Files.createTempDirectory("access-");
      directory = DataDirectory.open(folder.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (DataDirectoryException e) {
      throw new AssertionError(e);
    }
    database = OperationsDatabase.open(settings, directory, line -> {});
  }

  /** The shared one, which lives as long as the JVM. */
  public static AccessRepositories shared() {
    return sharedDatabase().repositories();
  }

  /** The shared one with all that it stores. */
  public static synchronized AccessDatabase sharedDatabase() {
    AccessDatabase known = shared;
    if (known == null) {
      known = new AccessDatabase(new DatabaseSettings.Embedded());
      Runtime.getRuntime().addShutdownHook(new Thread(known::close));
      shared = known;
    }
    return known;
  }

  /** An empty one; close it at the end of the test. */
  public static AccessDatabase open() {
    return new AccessDatabase(new DatabaseSettings.Embedded());
  }

  /** One that cannot be used. */
  public static AccessDatabase away() {
    return new AccessDatabase(new DatabaseSettings.Unusable("The database is away."));
  }

  /** What is stored. */
  public AccessRepositories repositories() {
    return database.access();
  }

  /** What requests run on, as it is stored; workers say every 30 s that they live. */
  public NodeServices nodes() {
    WorkerLiveness liveness = new WorkerLiveness(Duration.ofSeconds(30), Clock.systemUTC());
    return new NodeServices(
        database.workers(),
        database.resources(),
        liveness,
        new SilentWorkers(database.workers(), "shop", liveness, Clock.systemUTC()),
        database.views(),
        database.monitors(),
        database.statements());
  }

  /** The captured requests of the same database. */
  public ServiceLogRepository serviceLogs() {
    return database.serviceLogs();
  }

  /** Closes the database, so that calls to it fail, and leaves the files. */
  public void stop() {
    database.close();
  }

  @Override
  public void close() {
    database.close();
    try {
      directory.close();
      List<Path> files;
      try (Stream<Path> found = Files.walk(folder)) {
        files = found.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
