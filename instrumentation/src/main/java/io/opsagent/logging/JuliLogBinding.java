package io.opsagent.logging;

import io.opsagent.capture.ApplicationLog;
import io.opsagent.capture.Capture;
import io.opsagent.capture.Exchange;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads what Tomcat, and a web application through it, logs by {@code DirectJDKLog}. */
final class JuliLogBinding {
  private static final ApplicationLog LOG = Capture.current().applicationLog();

  /** Its class is not public, so that its logger cannot be asked for by name. */
  private static volatile @Nullable MethodHandle loggerOf;

  private JuliLogBinding() {}

  static @Nullable Exchange enter(Object log, Object level) {
    if (((Level) level).intValue() < Level.WARNING.intValue()) {
      return null;
    }
    return logger(log).isLoggable((Level) level) ? LOG.enter() : null;
  }

  static void exit(
      @Nullable Object entered,
      Object log,
      Object level,
      @Nullable String message,
      @Nullable Object thrown) {
    if (entered == null) {
      return;
    }
    Exchange exchange = (Exchange) entered;
    try {
      LOG.add(
          exchange,
          ((Level) level).intValue() >= Level.SEVERE.intValue(),
          logger(log).getName(),
          message,
          (Throwable) thrown);
    } finally {
      LOG.leave(exchange);
    }
  }

  private static Logger logger(Object log) {
    try {
      MethodHandle getter = loggerOf;
      if (getter == null) {
        getter = getterOf(log.getClass());
        loggerOf = getter;
      }
      return (Logger) getter.invokeExact(log);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      // A version without that field: for the circuit breaker, which then names this join point.
      throw new LinkageError(e.toString(), e);
    }
  }

  private static MethodHandle getterOf(Class<?> type) throws ReflectiveOperationException {
    Field field = type.getField("logger");
    field.setAccessible(true);
    return MethodHandles.lookup()
        .unreflectGetter(field)
        .asType(MethodType.methodType(Logger.class, Object.class));
  }
}
