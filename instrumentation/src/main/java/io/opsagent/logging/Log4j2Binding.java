package io.opsagent.logging;

import io.opsagent.capture.ApplicationLog;
import io.opsagent.capture.Capture;
import io.opsagent.capture.Exchange;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * Reads events of Log4j 2 when its appenders have had them, on the thread that logged and while the
 * event is still that of this message: it is used again for the next one.
 */
final class Log4j2Binding {
  /** Numbers of levels grow with what is harmless: FATAL is 100, ERROR 200, WARN 300. */
  static final int WARN = 300;

  static final int ERROR = 200;

  private static final ApplicationLog LOG = Capture.current().applicationLog();

  private Log4j2Binding() {}

  static @Nullable Exchange enter(Object event) {
    Level level = ((LogEvent) event).getLevel();
    return level == null || level.intLevel() > WARN ? null : LOG.enter();
  }

  static void exit(@Nullable Object entered, Object logged) {
    if (entered == null) {
      return;
    }
    Exchange exchange = (Exchange) entered;
    try {
      LogEvent event = (LogEvent) logged;
      LOG.add(
          exchange,
          event.getLevel().intLevel() <= ERROR,
          event.getLoggerName(),
          textOf(event.getMessage()),
          event.getThrown());
    } finally {
      LOG.leave(exchange);
    }
  }

  /**
   * Not every version keeps the text, but an appender has made it on this thread before: what hangs
   * there has hung already.
   */
  private static @Nullable String textOf(@Nullable Message message) {
    try {
      return message == null ? null : message.getFormattedMessage();
    } catch (RuntimeException | Error e) {
      return FailedText.of(e);
    }
  }
}
