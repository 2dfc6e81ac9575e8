package io.opsagent.logging;

import io.opsagent.weaving.JoinPoint;
import io.opsagent.weaving.Plugin;

/**
 * The join points of logging libraries: where an event that passed levels and filters goes to the
 * appenders, on the thread that logged. Each library has one such place; descriptors tell versions
 * apart.
 */
public final class LoggingPlugin {
  private static final String PACKAGE = "io.opsagent.logging";
  private static final String LOG4J = "org.apache.logging.log4j.";
  private static final String LOGGER_CONFIG = LOG4J + "core.config.LoggerConfig";
  private static final String LOG_EVENT = "Lorg/apache/logging/log4j/core/LogEvent;";
  private static final String LEVEL = "Lorg/apache/logging/log4j/Level;";
  private static final String MARKER = "Lorg/apache/logging/log4j/Marker;";
  private static final String MESSAGE =
      "Lorg/apache/logging/log4j/message/Message;Ljava/lang/Throwable;)V";

  private LoggingPlugin() {}

  /** The plug-in {@code logging}. */
  public static Plugin plugin() {
    return Plugin.ofLibrary(
        "logging",
        PACKAGE,
        new JoinPoint(
                "ch.qos.logback.classic.Logger",
                "callAppenders",
                "(Lch/qos/logback/classic/spi/ILoggingEvent;)V",
                PACKAGE + ".LogbackAdvice")
            .alsoInOldClassFiles(),
        new JoinPoint(
                "org.apache.log4j.Category",
                "callAppenders",
                "(Lorg/apache/log4j/spi/LoggingEvent;)V",
                PACKAGE + ".Log4j1Advice")
            .alsoInOldClassFiles(),
        // 2.0 to 2.7; later ones take this way only for events that somebody else has made.
        log4j2("log", "(" + LOG_EVENT + ")V"),
        // 2.8, and from 2.9 on: also before an asynchronous appender takes the event.
        log4j2("processLogEvent", "(" + LOG_EVENT + ")V"),
        log4j2(
            "processLogEvent",
            "("
                + LOG_EVENT
                + "Lorg/apache/logging/log4j/core/config/LoggerConfig$LoggerConfigPredicate;)V"),
        new JoinPoint(
            LOG4J + "core.async.AsyncLogger",
            "logMessage",
            "(Ljava/lang/String;" + LEVEL + MARKER + MESSAGE,
            PACKAGE + ".Log4j2AsyncAdvice"),
        new JoinPoint(
            LOG4J + "core.async.AsyncLogger",
            "log",
            "(" + LEVEL + MARKER + "Ljava/lang/String;Ljava/lang/StackTraceElement;" + MESSAGE,
            PACKAGE + ".Log4j2AsyncPlaceAdvice"),
        new JoinPoint(
            "org.apache.juli.logging.DirectJDKLog",
            "log",
            "(Ljava/util/logging/Level;Ljava/lang/String;Ljava/lang/Throwable;)V",
            PACKAGE + ".JuliLogAdvice"),
        handler("FileHandler"),
        handler("AsyncFileHandler"));
  }

  private static JoinPoint log4j2(String method, String descriptor) {
    return new JoinPoint(LOGGER_CONFIG, method, descriptor, PACKAGE + ".Log4j2Advice");
  }

  private static JoinPoint handler(String name) {
    return new JoinPoint(
        "org.apache.juli." + name,
        "publish",
        "(Ljava/util/logging/LogRecord;)V",
        PACKAGE + ".JuliHandlerAdvice");
  }
}
