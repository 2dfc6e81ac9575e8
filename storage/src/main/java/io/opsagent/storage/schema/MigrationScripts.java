package io.opsagent.storage.schema;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/** Gives Flyway exactly the listed scripts, so that it scans nothing. */
final class MigrationScripts implements ResourceProvider {
  private final List<LoadableResource> scripts;

  MigrationScripts(List<SchemaMigration> migrations, SchemaDialect dialect) {
    this.scripts =
        migrations.stream()
            .<LoadableResource>map(migration -> new MigrationScript(migration, dialect))
            .toList();
  }

  /** Flyway asks for a {@code .conf} beside each script; there is none. */
  @Override
  public @Nullable LoadableResource getResource(String name) {
    return null;
  }

  @Override
  public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
    // An empty prefix is the search for callbacks, of which there are none.
    if (prefix.isEmpty()) {
      return List.of();
    }
    return scripts.stream()
        .filter(script -> script.getFilename().startsWith(prefix))
        .filter(script -> Arrays.stream(suffixes).anyMatch(script.getFilename()::endsWith))
        .toList();
  }
}
