package io.opsagent.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import io.opsagent.capture.ApplicationLog;
import io.opsagent.capture.Capture;
import io.opsagent.capture.Exchange;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * Reads events of Logback when its appenders have had them: the first one that wrote the message
 * left it in the event.
 */
final class LogbackBinding {
  private static final ApplicationLog LOG = Capture.current().applicationLog();
  private static final @Nullable MethodHandle FORMATTED = formatted();

  private LogbackBinding() {}

  private static @Nullable MethodHandle formatted() {
    try {
      Field field = LoggingEvent.class.getDeclaredField("formattedMessage");
      field.setAccessible(true);
      return MethodHandles.lookup().unreflectGetter(field);
    } catch (ReflectiveOperationException | RuntimeException e) {
      // A version that keeps it elsewhere, or a module that is closed: only plain messages then.
      return null;
    }
  }

  static @Nullable Exchange enter(Object event) {
    return ((ILoggingEvent) event).getLevel().levelInt < Level.WARN_INT ? null : LOG.enter();
  }

  static void exit(@Nullable Object entered, Object logged) {
    if (entered == null) {
      return;
    }
    Exchange exchange = (Exchange) entered;
    try {
      ILoggingEvent event = (ILoggingEvent) logged;
      IThrowableProxy proxy = event.getThrowableProxy();
      LOG.add(
          exchange,
          event.getLevel().levelInt >= Level.ERROR_INT,
          event.getLoggerName(),
          textOf(event),
          proxy instanceof ThrowableProxy ? ((ThrowableProxy) proxy).getThrowable() : null);
    } finally {
      LOG.leave(exchange);
    }
  }

  /**
   * What an appender has formatted; else made here only if that calls nothing of the application.
   */
  private static @Nullable String textOf(ILoggingEvent event) {
    String known = knownText(event);
    if (known != null) {
      return known;
    }
    return PlainArguments.areAll(event.getArgumentArray())
        ? event.getFormattedMessage()
        : event.getMessage();
  }

  private static @Nullable String knownText(ILoggingEvent event) {
    if (FORMATTED == null || event.getClass() != LoggingEvent.class) {
      return null;
    }
    try {
      return (String) FORMATTED.invokeExact((LoggingEvent) event);
    } catch (Throwable e) {
      return null;
    }
  }
}
