package io.opsagent.storage;

/**
 * The operations database cannot be used at the moment: it is stopped, refuses the agent, or is not
 * fit for it. The agent tries again by itself. The message says what to do; it holds no secret.
 */
public final class DatabaseAwayException extends StorageException {
  private static final long serialVersionUID = 1L;

  /** With the failure behind it. */
  public DatabaseAwayException(String message, Throwable cause) {
    super(message, cause);
  }

  /** For a state that was known before the call. */
  public DatabaseAwayException(String message) {
    super(message);
  }
}
