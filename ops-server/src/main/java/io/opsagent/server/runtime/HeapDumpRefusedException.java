package io.opsagent.server.runtime;

/** No heap dump is written; the message says why and what helps. */
public final class HeapDumpRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  HeapDumpRefusedException(String code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  /** Word of docs/errors.md. */
  public String code() {
    return code;
  }
}
