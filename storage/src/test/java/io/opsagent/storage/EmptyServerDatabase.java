package io.opsagent.storage;

import io.opsagent.storage.schema.SchemaMigration;
import io.opsagent.storage.testkit.RealServer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A database on a real server for the tests of a class, with empty tables before each. */
final class EmptyServerDatabase implements BeforeEachCallback, AfterAllCallback {
  private final RealServer server;
  private final List<String> tables;
  private @Nullable ServerDatabase database;

  /** Tables in the order in which they can be emptied. */
  EmptyServerDatabase(RealServer server, String... tables) {
    this.server = server;
    this.tables = List.of(tables);
  }

  DatabaseAccess access() {
    return Objects.requireNonNull(database);
  }

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    if (database == null) {
      database =
          new ServerDatabase(
              server.settings(server.newDatabase()),
              SchemaMigration.ALL,
              line -> {
                throw new AssertionError(line);
              },
              ServerDatabase.Pauses.USUAL);
    }
    for (String table : tables) {
      access()
          .inTransaction("empty", handle -> handle.createUpdate("DELETE FROM " + table).execute());
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (database != null) {
      database.close();
    }
  }
}
