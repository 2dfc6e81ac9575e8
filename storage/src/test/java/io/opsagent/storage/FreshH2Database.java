package io.opsagent.storage;

import io.opsagent.storage.schema.SchemaMigration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A new embedded database for each test. */
final class FreshH2Database implements BeforeEachCallback, AfterEachCallback {
  private @Nullable Path folder;
  private @Nullable OperationsDatabase database;

  OperationsDatabase database() {
    return Objects.requireNonNull(database);
  }

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    Path fresh = Files.createTempDirectory("h2-");
    folder = fresh;
    database = OperationsDatabase.open(fresh, SchemaMigration.ALL, line -> {});
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    database().close();
    List<Path> files;
    try (Stream<Path> found = Files.walk(Objects.requireNonNull(folder))) {
      files = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
