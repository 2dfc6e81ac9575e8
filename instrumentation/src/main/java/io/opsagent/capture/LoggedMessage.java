package io.opsagent.capture;

import org.jspecify.annotations.Nullable;

/**
 * One message that the application logged while it served a request, as its logging library
 * formatted it: not masked yet. Immutable; the exception is the application's object, whose methods
 * only a thread that may wait calls.
 */
public final class LoggedMessage {
  private final boolean error;
  private final String logger;
  private final String text;
  private final boolean cut;
  private final @Nullable Throwable exception;
  private final long atNanos;

  LoggedMessage(
      boolean error,
      String logger,
      String text,
      boolean cut,
      @Nullable Throwable exception,
      long atNanos) {
    this.error = error;
    this.logger = logger;
    this.text = text;
    this.cut = cut;
    this.exception = exception;
    this.atNanos = atNanos;
  }

  /** Whether its level is ERROR or above; WARN else, as nothing below that is kept. */
  public boolean isError() {
    return error;
  }

  /** Name of the logger, at most 200 characters. */
  public String logger() {
    return logger;
  }

  /** The message, at most {@link LoggedMessages#MAX_TEXT_CHARS} characters of it. */
  public String text() {
    return text;
  }

  /** Whether the message was longer than {@link #text}. */
  public boolean isCut() {
    return cut;
  }

  /** The exception that was logged with it, or null. */
  public @Nullable Throwable exception() {
    return exception;
  }

  /** {@link System#nanoTime} at which it was logged. */
  public long atNanos() {
    return atNanos;
  }
}
