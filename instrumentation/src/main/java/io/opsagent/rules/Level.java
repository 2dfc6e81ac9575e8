package io.opsagent.rules;

/**
 * Level of a request (operations-api.md 6.1), in ascending order; stored as its name in capitals.
 */
public enum Level {
  /** What only a developer wants to see. */
  DEBUG,
  /** What went as it should. */
  INFO,
  /** What the caller did wrong. */
  WARN,
  /** What the service did wrong. */
  ERROR;

  /**
   * Returns the level that follows from a status alone.
   *
   * @param status HTTP status, or 0 if none was sent
   */
  public static Level ofStatus(int status) {
    if (status <= 0 || status >= 500) {
      return ERROR;
    }
    return status >= 400 ? WARN : INFO;
  }

  /** Returns whether this level is the other one or a worse one. */
  public boolean atLeast(Level other) {
    return compareTo(other) >= 0;
  }
}
