package io.opsagent.storage;

import io.opsagent.storage.schema.SchemaMigration;
import io.opsagent.storage.testkit.RealServer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * The contract on a database server: a database of its own for all tests of the class, emptied
 * before each. A further engine extends this class and names its server.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerServiceLogRepositoryContract extends ServiceLogRepositoryContract {
  private @Nullable ServerDatabase database;

  abstract RealServer server();

  /** The settings of the agent; a test may take another driver. */
  DatabaseSettings.Server settings(String name) throws Exception {
    return server().settings(name);
  }

  @BeforeAll
  final void open() throws Exception {
    database =
        new ServerDatabase(
            settings(server().newDatabase()),
            SchemaMigration.ALL,
            line -> {
              throw new AssertionError(line);
            },
            ServerDatabase.Pauses.USUAL);
  }

  @AfterAll
  final void close() {
    opened().close();
  }

  @Override
  final ServiceLogRepository emptyRepository() {
    OldRows rows = new OldRows(opened());
    SmallBatches batches = new SmallBatches(System::nanoTime);
    batches.run(most -> rows.serviceLogs(true, Instant.MAX, most), Long.MAX_VALUE);
    batches.run(most -> rows.serviceLogs(false, Instant.MAX, most), Long.MAX_VALUE);
    return new JdbiServiceLogRepository(opened());
  }

  private ServerDatabase opened() {
    if (database == null) {
      throw new IllegalStateException("not opened");
    }
    return database;
  }
}
