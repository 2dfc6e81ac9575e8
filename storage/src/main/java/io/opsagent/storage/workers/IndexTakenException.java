package io.opsagent.storage.workers;

/** Another live process has the index that somebody chose; the message says what to do. */
public final class IndexTakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public IndexTakenException(String message) {
    super(message);
  }
}
