package io.opsagent.server.runtime;

/** Something that stops the JVM for a moment is going on already, or has not ended in time. */
public final class BusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BusyException(String message) {
    super(message, null, false, false);
  }
}
