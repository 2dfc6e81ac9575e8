package io.opsagent.storage;

/**
 * The operations database could not do what was asked. The message is for an operator; it holds no
 * row and no secret.
 */
public class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StorageException(String message, Throwable cause) {
    super(message, cause);
  }

  /** For a failure that has no exception behind it. */
  public StorageException(String message) {
    super(message);
  }
}
