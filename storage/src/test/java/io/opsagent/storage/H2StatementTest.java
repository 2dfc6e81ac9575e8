package io.opsagent.storage;

import io.opsagent.storage.schema.SchemaMigration;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2StatementTest extends StatementContract {
  @TempDir private Path folder;

  @Override
  DatabaseAccess open() {
    return new ReopeningDatabase(new H2File(folder), SchemaMigration.ALL, line -> {});
  }
}
