package io.opsagent.storage;

import io.opsagent.storage.schema.SchemaMigration;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract on H2: one database for all tests of the class, emptied before each. */
class H2ServiceLogRepositoryTest extends ServiceLogRepositoryContract {
  private static @Nullable ReopeningDatabase database;

  @BeforeAll
  static void open(@TempDir Path folder) {
    database = new ReopeningDatabase(new H2File(folder), SchemaMigration.ALL, line -> {});
  }

  @AfterAll
  static void close() {
    opened().close();
  }

  @Override
  ServiceLogRepository emptyRepository() {
    JdbiServiceLogRepository repository = new JdbiServiceLogRepository(opened());
    int deleted;
    do {
      deleted =
          repository.deleteVolatileOlderThan(Instant.MAX, 500)
              + repository.deletePersistentOlderThan(Instant.MAX, 500);
    } while (deleted > 0);
    return repository;
  }

  private static ReopeningDatabase opened() {
    if (database == null) {
      throw new IllegalStateException("not opened");
    }
    return database;
  }
}
