package io.opsagent.storage.schema;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;

/**
 * Takes Flyway's log lines and drops them. Without it Flyway may choose {@code java.util.logging},
 * which the agent must not touch (docs/spec/instrumentation.md 1.8). Nothing is lost: what goes
 * wrong comes out as an exception. Public because Flyway makes it by name.
 */
public final class SilentFlywayLog implements LogCreator, Log {

  @Override
  public Log createLogger(Class<?> owner) {
    return this;
  }

  @Override
  public void debug(String message) {}

  @Override
  public void info(String message) {}

  @Override
  public void warn(String message) {}

  @Override
  public void error(String message) {}

  @Override
  public void error(String message, Exception e) {}

  @Override
  public void notice(String message) {}
}
