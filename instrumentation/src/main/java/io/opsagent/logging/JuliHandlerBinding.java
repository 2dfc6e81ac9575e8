package io.opsagent.logging;

import io.opsagent.capture.ApplicationLog;
import io.opsagent.capture.Capture;
import io.opsagent.capture.Exchange;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads records that an application on Tomcat logs by {@code java.util.logging} itself, where they
 * reach a handler of Tomcat. No class of the JDK is woven for that.
 */
final class JuliHandlerBinding {
  private static final ApplicationLog LOG = Capture.current().applicationLog();

  private JuliHandlerBinding() {}

  static @Nullable Exchange enter(Object handler, @Nullable Object record) {
    return record == null
            || ((LogRecord) record).getLevel().intValue() < Level.WARNING.intValue()
            || !((Handler) handler).isLoggable((LogRecord) record)
        ? null
        : LOG.enter();
  }

  static void exit(@Nullable Object entered, @Nullable Object logged) {
    if (entered == null || logged == null) {
      return;
    }
    Exchange exchange = (Exchange) entered;
    try {
      LogRecord record = (LogRecord) logged;
      if (!LOG.isRepeated(exchange, record.getSequenceNumber())) {
        LOG.add(
            exchange,
            record.getLevel().intValue() >= Level.SEVERE.intValue(),
            record.getLoggerName(),
            PlainArguments.areAll(record.getParameters())
                ? new Message().formatMessage(record)
                : record.getMessage(),
            record.getThrown());
      }
    } finally {
      LOG.leave(exchange);
    }
  }

  /** The JDK's own way to put parameters into a message. */
  private static final class Message extends Formatter {
    @Override
    public String format(LogRecord record) {
      return formatMessage(record);
    }
  }
}
