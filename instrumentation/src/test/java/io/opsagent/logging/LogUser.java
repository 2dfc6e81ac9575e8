package io.opsagent.logging;

import org.jspecify.annotations.Nullable;

/** An application that logs as {@code shop.Orders}; its appender formats what it gets. */
public interface LogUser {
  /** Logs below what is kept. */
  void info(String message);

  /** Logs a pattern with one argument. */
  void warn(String pattern, Object argument);

  /** Logs a text with an exception, or null for none. */
  void error(String message, @Nullable Throwable exception);

  /** How many messages its appender got. */
  int appended();
}
