package io.opsagent.logging;

import io.opsagent.capture.ApplicationLog;
import io.opsagent.capture.Capture;
import io.opsagent.capture.Exchange;
import org.apache.log4j.Level;
import org.apache.log4j.spi.LoggingEvent;
import org.apache.log4j.spi.ThrowableInformation;
import org.jspecify.annotations.Nullable;

/**
 * Reads events of Log4j 1 and reload4j when their appenders have had them: the first one that wrote
 * the message left it in the event.
 */
final class Log4j1Binding {
  private static final ApplicationLog LOG = Capture.current().applicationLog();

  private Log4j1Binding() {}

  static @Nullable Exchange enter(Object event) {
    return ((LoggingEvent) event).getLevel().toInt() < Level.WARN_INT ? null : LOG.enter();
  }

  static void exit(@Nullable Object entered, Object logged) {
    if (entered == null) {
      return;
    }
    Exchange exchange = (Exchange) entered;
    try {
      LoggingEvent event = (LoggingEvent) logged;
      ThrowableInformation information = event.getThrowableInformation();
      LOG.add(
          exchange,
          event.getLevel().toInt() >= Level.ERROR_INT,
          event.getLoggerName(),
          textOf(event),
          information == null ? null : information.getThrowable());
    } finally {
      LOG.leave(exchange);
    }
  }

  private static @Nullable String textOf(LoggingEvent event) {
    try {
      // Kept by the event once an appender has asked for it.
      return event.getRenderedMessage();
    } catch (RuntimeException | Error e) {
      return FailedText.of(e);
    }
  }
}
