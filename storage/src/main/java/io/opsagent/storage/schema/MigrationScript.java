package io.opsagent.storage.schema;

import java.io.Reader;
import java.io.StringReader;
import org.flywaydb.core.api.resource.LoadableResource;

/** A step of the schema as Flyway wants to see it. */
final class MigrationScript extends LoadableResource {
  private final SchemaMigration migration;
  private final SchemaDialect dialect;

  MigrationScript(SchemaMigration migration, SchemaDialect dialect) {
    this.migration = migration;
    this.dialect = dialect;
  }

  @Override
  public Reader read() {
    return new StringReader(migration.sql(dialect));
  }

  @Override
  public String getAbsolutePath() {
    return migration.resource();
  }

  @Override
  public String getAbsolutePathOnDisk() {
    return migration.resource();
  }

  @Override
  public String getFilename() {
    return migration.fileName();
  }

  @Override
  public String getRelativePath() {
    return migration.fileName();
  }
}
