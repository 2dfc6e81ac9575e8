package io.opsagent.logging.apps;

import io.opsagent.logging.LogUser;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.juli.logging.Log;
import org.apache.juli.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/** Logs through Tomcat's front of java.util.logging. */
public final class JuliUser implements LogUser {
  private final Logger parent = Logger.getLogger("shop");
  private final Log log = LogFactory.getLog("shop.Orders");
  private final Texts texts = new Texts();

  public JuliUser() {
    JulLoggers.clear();
    parent.setUseParentHandlers(false);
    parent.addHandler(texts);
  }

  @Override
  public void info(String message) {
    log.info(message);
  }

  @Override
  public void warn(String pattern, Object argument) {
    log.warn(pattern.replace("{}", argument.toString()));
  }

  @Override
  public void error(String message, @Nullable Throwable exception) {
    log.error(message, exception);
  }

  @Override
  public int appended() {
    return texts.appended;
  }

  private static final class Texts extends Handler {
    private int appended;

    @Override
    public void publish(LogRecord record) {
      appended++;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
