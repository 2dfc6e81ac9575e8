package io.opsagent.storage;

import io.opsagent.storage.schema.SchemaMigration;
import io.opsagent.storage.series.EndpointSeriesRepository;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class H2EndpointSeriesTest extends EndpointSeriesContract {
  @TempDir private Path folder;
  private @Nullable OperationsDatabase database;

  @BeforeEach
  void open() {
    database = OperationsDatabase.open(folder, SchemaMigration.ALL, line -> {});
  }

  @AfterEach
  void close() {
    if (database != null) {
      database.close();
    }
  }

  @Override
  EndpointSeriesRepository repository() {
    return Objects.requireNonNull(database).endpointSeries();
  }
}
