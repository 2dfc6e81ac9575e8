package io.opsagent.server.supervisor;

/**
 * A supervisor was not called, did not answer, or refused; the message says which and what helps.
 */
public final class SupervisorCallException extends Exception {
  private static final long serialVersionUID = 1L;
  private final boolean isOfCaller;

  private SupervisorCallException(String message, boolean isOfCaller) {
    super(message, null, false, false);
    this.isOfCaller = isOfCaller;
  }

  /** What was asked for cannot be: nothing was sent. */
  static SupervisorCallException refused(String message) {
    return new SupervisorCallException(message, true);
  }

  /** The other side failed or said no. */
  static SupervisorCallException failed(String message) {
    return new SupervisorCallException(message, false);
  }

  /** Whether the request is at fault, and not the supervisor. */
  public boolean isOfCaller() {
    return isOfCaller;
  }
}
