package io.opsagent.storage.schema;

import org.flywaydb.core.api.FlywayException;

/**
 * The schema of a database cannot be brought up to date. The message continues "... cannot be
 * used:" and says what to do.
 */
public final class SchemaException extends Exception {
  private static final long serialVersionUID = 1L;

  private SchemaException(String message) {
    super(message);
  }

  private SchemaException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A newer release than this one wrote the database; it is left as it is. */
  static SchemaException tooNew(int found, int known, String place) {
    return new SchemaException(
        "its schema version is "
            + found
            + " and this release of OpsAgent knows versions up to "
            + known
            + ". Use the newer release again, or choose another "
            + place);
  }

  /** A step that was applied read otherwise than it reads in this release. */
  static SchemaException changed(int version) {
    return new SchemaException(
        "version " + version + " of its schema is another one than that of this release");
  }

  /** A step failed. Flyway's first line names it; the rest quotes SQL. */
  static SchemaException failed(FlywayException e) {
    String message = String.valueOf(e.getMessage()).strip();
    return new SchemaException(
        "its schema could not be brought up to date: " + message.lines().findFirst().orElse(""), e);
  }
}
