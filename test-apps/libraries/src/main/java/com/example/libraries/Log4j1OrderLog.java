package com.example.libraries;

import org.apache.log4j.BasicConfigurator;
import org.apache.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** Logs by the library that its name says. */
final class Log4j1OrderLog implements OrderLog {
  private final Logger log = Logger.getLogger("shop.Orders");

  Log4j1OrderLog() {
    BasicConfigurator.configure();
  }

  @Override
  public void info(String message) {
    log.info(message);
  }

  @Override
  public void warn(String message) {
    log.warn(message);
  }

  @Override
  public void error(String message, @Nullable Throwable exception) {
    log.error(message, exception);
  }
}
