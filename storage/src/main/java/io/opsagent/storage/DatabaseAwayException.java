package io.opsagent.storage;

/**
 * The operations database cannot be used at the moment: it is stopped, refuses the agent, or is not
 * fit for it. The agent tries again by itself. The message says what to do; it holds no secret.
 */
public final class DatabaseAwayException extends StorageException {
  private static final long serialVersionUID = 1L;

  private final boolean forAMoment;

  /** With the failure behind it. */
  public DatabaseAwayException(String message, Throwable cause) {
    super(message, cause);
    this.forAMoment = false;
  }

  /** For a state that was known before the call. */
  public DatabaseAwayException(String message) {
    this(message, false);
  }

  private DatabaseAwayException(String message, boolean forAMoment) {
    super(message);
    this.forAMoment = forAMoment;
  }

  /** For an absence that the agent itself wants and ends. */
  static DatabaseAwayException forAMoment(String message) {
    return new DatabaseAwayException(message, true);
  }

  /** Whether the agent itself has closed the database for some seconds: nothing is wrong. */
  public boolean isForAMoment() {
    return forAMoment;
  }
}
