package com.example.libraries;

import org.apache.juli.logging.Log;
import org.apache.juli.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/** Logs by the library that its name says. */
final class JuliOrderLog implements OrderLog {
  private final Log log = LogFactory.getLog("shop.Orders");

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
