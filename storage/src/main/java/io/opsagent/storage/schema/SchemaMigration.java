package io.opsagent.storage.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/**
 * One step of the schema. A script is never changed once it was released; a change is a new step.
 * Every statement of it can run twice ({@code IF NOT EXISTS}), because H2 and MySQL have no
 * transactional DDL and a step can be cut off by the end of the process. What differs between
 * engines is written as {@link SchemaDialect} says.
 *
 * @param version 1 for the first step, a greater one for each further step
 * @param description lower-case words, for the history table
 * @param resource absolute name of the script in the class path
 */
public record SchemaMigration(int version, String description, String resource) {
  private static final String ROOT = "/io/opsagent/storage/migration/";

  /**
   * The steps for all engines, oldest first. The list is written out because the class loader that
   * the agent runs in has no directories that could be scanned (docs/spec/design.md 4).
   */
  public static final List<SchemaMigration> ALL =
      List.of(
          new SchemaMigration(1, "service log", ROOT + "V1__service_log.sql"),
          new SchemaMigration(2, "endpoint series", ROOT + "V2__endpoint_series.sql"),
          new SchemaMigration(3, "workers", ROOT + "V3__workers.sql"),
          new SchemaMigration(4, "written batch", ROOT + "V4__written_batch.sql"),
          new SchemaMigration(5, "access", ROOT + "V5__access.sql"),
          new SchemaMigration(6, "errors", ROOT + "V6__errors.sql"),
          new SchemaMigration(7, "views", ROOT + "V7__views.sql"),
          new SchemaMigration(8, "resources", ROOT + "V8__resources.sql"),
          new SchemaMigration(9, "monitor", ROOT + "V9__monitor.sql"),
          new SchemaMigration(10, "statements", ROOT + "V10__statements.sql"),
          new SchemaMigration(11, "log segments", ROOT + "V11__log_segments.sql"));

  /**
   * Name of the script in the form that Flyway expects, for example {@code V1__service_log.sql}.
   */
  String fileName() {
    return "V" + version + "__" + description.replace(' ', '_') + ".sql";
  }

  /**
   * The text of the script as an engine reads it.
   *
   * @throws IllegalStateException when the jar was built without it
   */
  String sql(SchemaDialect dialect) {
    try (InputStream in = SchemaMigration.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("The migration script " + resource + " is missing");
      }
      return dialect.translate(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What Flyway keeps of the text beside the version: its CRC-32 without ends of lines. */
  int checksum(SchemaDialect dialect) {
    CRC32 sum = new CRC32();
    sql(dialect).lines().forEach(line -> sum.update(line.getBytes(StandardCharsets.UTF_8)));
    return (int) sum.getValue();
  }
}
