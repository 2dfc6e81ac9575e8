package io.opsagent.storage.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One step of the schema. A script is never changed once it was released; a change is a new step.
 * Every statement of it can run twice ({@code IF NOT EXISTS}), because H2 has no transactional DDL
 * and a step can be cut off by the end of the process.
 *
 * @param version 1 for the first step, one more for each further step
 * @param description lower-case words, for the history table
 * @param resource absolute name of the script in the class path
 */
public record SchemaMigration(int version, String description, String resource) {
  private static final String ROOT = "/io/opsagent/storage/migration/";

  /**
   * The steps for H2, oldest first. The list is written out because the class loader that the agent
   * runs in has no directories that could be scanned (docs/spec/design.md 4).
   */
  public static final List<SchemaMigration> H2 =
      List.of(
          new SchemaMigration(1, "service log", ROOT + "h2/V1__service_log.sql"),
          new SchemaMigration(2, "endpoint series", ROOT + "h2/V2__endpoint_series.sql"),
          new SchemaMigration(3, "workers", ROOT + "h2/V3__workers.sql"));

  /**
   * Name of the script in the form that Flyway expects, for example {@code V1__service_log.sql}.
   */
  String fileName() {
    return "V" + version + "__" + description.replace(' ', '_') + ".sql";
  }

  /**
   * The text of the script.
   *
   * @throws IllegalStateException when the jar was built without it
   */
  String sql() {
    try (InputStream in = SchemaMigration.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("The migration script " + resource + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
