package io.opsagent.server.runtime;

/** Something is not done; the message says why and what helps. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  RefusedException(String code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  /** Word of docs/errors.md. */
  public String code() {
    return code;
  }
}
