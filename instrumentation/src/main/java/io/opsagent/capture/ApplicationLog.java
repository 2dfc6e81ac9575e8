package io.opsagent.capture;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Where bindings of logging libraries put what the application logs while it serves a request. The
 * outermost library on the thread counts: where one hands its events on to another, the message is
 * attached once.
 *
 * <p>Nothing here logs, waits or throws. Any thread; only one that serves a request has an effect.
 */
public final class ApplicationLog {
  private final BodyMemory memory;
  private final LongAdder leftOut = new LongAdder();

  ApplicationLog(BodyMemory memory) {
    this.memory = memory;
  }

  /**
   * Begins a call of a logging library. What it returns goes to {@link #leave} at its end, on the
   * same thread.
   *
   * @return null when there is nothing to attach a message to: no request, or a library inside
   *     another one
   */
  public @Nullable Exchange enter() {
    Exchange exchange = CurrentExchange.get();
    if (exchange == null || exchange.isLogging) {
      return null;
    }
    exchange.isLogging = true;
    return exchange;
  }

  /** Ends a call of a logging library. */
  public void leave(Exchange exchange) {
    exchange.isLogging = false;
  }

  /**
   * Whether a record of {@code java.util.logging} that a handler was given is the one that another
   * handler was given just before.
   *
   * @param record its sequence number
   */
  public boolean isRepeated(Exchange exchange, long record) {
    return messagesOf(exchange).isRepeated(record);
  }

  /**
   * Attaches a message, or counts it.
   *
   * @param error whether its level is ERROR or above
   * @param logger name of the logger, null for none
   * @param text the formatted message, null for none
   * @param exception logged with it, or null
   */
  public void add(
      Exchange exchange,
      boolean error,
      @Nullable String logger,
      @Nullable String text,
      @Nullable Throwable exception) {
    LoggedMessages messages = messagesOf(exchange);
    if (!messages.add(error, logger == null ? "" : logger, text == null ? "" : text, exception)) {
      leftOut.increment();
    } else if (exchange.isEnded()) {
      // Ended by another thread just now, which may have given the memory back before.
      messages.release();
    }
  }

  private LoggedMessages messagesOf(Exchange exchange) {
    LoggedMessages known = exchange.logged;
    if (known == null) {
      known = new LoggedMessages(memory);
      exchange.logged = known;
    }
    return known;
  }

  /** Messages of all requests that found no room. */
  public long leftOut() {
    return leftOut.sum();
  }
}
