package io.opsagent.logging;

import io.opsagent.capture.ApplicationLog;
import io.opsagent.capture.Capture;
import io.opsagent.capture.Exchange;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages of Log4j 2's asynchronous loggers before they are queued: afterwards their
 * arguments are gone. No appender has formatted them yet, so the application's own objects stay
 * out.
 */
final class Log4j2AsyncBinding {
  private static final ApplicationLog LOG = Capture.current().applicationLog();

  private Log4j2AsyncBinding() {}

  static @Nullable Exchange enter(
      Object logger, Object level, @Nullable Object message, @Nullable Object thrown) {
    int number = ((Level) level).intLevel();
    if (number > Log4j2Binding.WARN) {
      return null;
    }
    Exchange exchange = LOG.enter();
    if (exchange != null) {
      LOG.add(
          exchange,
          number <= Log4j2Binding.ERROR,
          ((Logger) logger).getName(),
          textOf((Message) message),
          (Throwable) thrown);
    }
    return exchange;
  }

  static void exit(@Nullable Object entered) {
    if (entered != null) {
      LOG.leave((Exchange) entered);
    }
  }

  private static @Nullable String textOf(@Nullable Message message) {
    try {
      if (message == null) {
        return null;
      }
      return PlainArguments.areAll(message.getParameters())
          ? message.getFormattedMessage()
          : message.getFormat();
    } catch (RuntimeException | Error e) {
      return FailedText.of(e);
    }
  }
}
