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
    OldRows rows = new OldRows(opened());
    SmallBatches batches = new SmallBatches(System::nanoTime);
    batches.run(most -> rows.serviceLogs(true, Instant.MAX, most), Long.MAX_VALUE);
    batches.run(most -> rows.serviceLogs(false, Instant.MAX, most), Long.MAX_VALUE);
    return new JdbiServiceLogRepository(opened());
  }

  private static ReopeningDatabase opened() {
    if (database == null) {
      throw new IllegalStateException("not opened");
    }
    return database;
  }
}
