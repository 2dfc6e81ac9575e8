package io.opsagent.logging.apps;

import io.opsagent.logging.LogUser;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.jspecify.annotations.Nullable;

/** Logs through Log4j 2; its logger has a configuration of its own, and an appender at the root. */
public class Log4j2User implements LogUser {
  private final Logger logger;
  private final Texts texts = new Texts();

  public Log4j2User() {
    this(new LoggerContext("test"));
  }

  Log4j2User(LoggerContext context) {
    LoggerConfig root = context.getConfiguration().getLoggerConfig("");
    texts.start();
    root.getAppenders().keySet().forEach(root::removeAppender);
    root.addAppender(texts, null, null);
    LoggerConfig own = new LoggerConfig("shop", Level.INFO, true);
    own.setParent(root);
    context.getConfiguration().addLogger("shop", own);
    context.updateLoggers();
    logger = context.getLogger("shop.Orders");
  }

  @Override
  public void info(String message) {
    logger.info(message);
  }

  @Override
  public void warn(String pattern, Object argument) {
    // The only form that all versions have.
    logger.warn(pattern, new Object[] {argument});
  }

  @Override
  public void error(String message, @Nullable Throwable exception) {
    logger.error(message, exception);
  }

  @Override
  public int appended() {
    return texts.appended.get();
  }

  private static final class Texts extends AbstractAppender {
    private final AtomicInteger appended = new AtomicInteger();

    private Texts() {
      super("texts", null, null);
    }

    @Override
    public void append(LogEvent event) {
      event.getMessage().getFormattedMessage();
      appended.incrementAndGet();
    }
  }
}
