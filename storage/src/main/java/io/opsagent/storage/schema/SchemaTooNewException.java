package io.opsagent.storage.schema;

/** The database was written by a newer release than this one. It is left as it is. */
public final class SchemaTooNewException extends Exception {
  private static final long serialVersionUID = 1L;

  SchemaTooNewException(int found, int known) {
    super(
        "its schema version is "
            + found
            + " and this release of OpsAgent knows versions up to "
            + known
            + ". Use the newer release again, or choose another data directory");
  }
}
