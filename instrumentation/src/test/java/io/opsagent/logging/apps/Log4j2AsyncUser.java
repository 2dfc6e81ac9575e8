package io.opsagent.logging.apps;

import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.async.AsyncLoggerContext;

/** Logs through Log4j 2 whose loggers are all asynchronous. */
public final class Log4j2AsyncUser extends Log4j2User {
  public Log4j2AsyncUser() {
    super(started());
  }

  private static LoggerContext started() {
    LoggerContext context = new AsyncLoggerContext("test");
    context.start();
    return context;
  }
}
