package com.example.libraries;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** Logs by the library that its name says. */
final class Log4j2OrderLog implements OrderLog {
  private final Logger log = LogManager.getLogger("shop.Orders");

  @Override
  public void info(String message) {
    log.info(message);
  }

  @Override
  public void warn(String message) {
    log.warn("{}", message);
  }

  @Override
  public void error(String message, @Nullable Throwable exception) {
    log.error(message, exception);
  }
}
