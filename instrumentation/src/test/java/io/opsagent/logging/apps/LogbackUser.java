package io.opsagent.logging.apps;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.opsagent.logging.LogUser;
import org.jspecify.annotations.Nullable;

/** Logs through Logback. */
public class LogbackUser implements LogUser {
  private final Logger logger;
  private final Texts texts = new Texts();

  public LogbackUser() {
    LoggerContext context = new LoggerContext();
    logger = context.getLogger("shop.Orders");
    logger.setLevel(Level.INFO);
    texts.setContext(context);
    texts.start();
    Logger root = context.getLogger("ROOT");
    root.addAppender(texts);
  }

  @Override
  public void info(String message) {
    logger.info(message);
  }

  @Override
  public void warn(String pattern, Object argument) {
    logger.warn(pattern, argument);
  }

  @Override
  public void error(String message, @Nullable Throwable exception) {
    logger.error(message, exception);
  }

  @Override
  public int appended() {
    return texts.appended;
  }

  /** Lets no appender have anything from now on. */
  protected void withoutAppenders() {
    logger.setAdditive(false);
  }

  private static final class Texts extends AppenderBase<ILoggingEvent> {
    private int appended;

    @Override
    protected void append(ILoggingEvent event) {
      event.getFormattedMessage();
      appended++;
    }
  }
}
