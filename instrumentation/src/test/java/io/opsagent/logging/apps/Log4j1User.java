package io.opsagent.logging.apps;

import io.opsagent.logging.LogUser;
import org.apache.log4j.AppenderSkeleton;
import org.apache.log4j.Level;
import org.apache.log4j.Logger;
import org.apache.log4j.spi.LoggingEvent;
import org.jspecify.annotations.Nullable;

/** Logs through Log4j 1, whose messages are objects: the argument is put into the text here. */
public final class Log4j1User implements LogUser {
  private final Logger logger = Logger.getLogger("shop.Orders");
  private final Texts texts = new Texts();

  public Log4j1User() {
    logger.setLevel(Level.INFO);
    Logger.getRootLogger().addAppender(texts);
  }

  @Override
  public void info(String message) {
    logger.info(message);
  }

  @Override
  public void warn(String pattern, Object argument) {
    logger.warn(
        new Object() {
          @Override
          public String toString() {
            return pattern.replace("{}", argument.toString());
          }
        });
  }

  @Override
  public void error(String message, @Nullable Throwable exception) {
    logger.error(message, exception);
  }

  @Override
  public int appended() {
    return texts.appended;
  }

  private static final class Texts extends AppenderSkeleton {
    private int appended;

    @Override
    protected void append(LoggingEvent event) {
      event.getRenderedMessage();
      appended++;
    }

    @Override
    public void close() {}

    @Override
    public boolean requiresLayout() {
      return false;
    }
  }
}
