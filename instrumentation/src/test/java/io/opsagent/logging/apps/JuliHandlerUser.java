package io.opsagent.logging.apps;

import io.opsagent.logging.LogUser;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.juli.AsyncFileHandler;
import org.apache.juli.FileHandler;
import org.jspecify.annotations.Nullable;

/** Logs through java.util.logging itself, into two files of Tomcat. */
public final class JuliHandlerUser implements LogUser {
  private final Logger logger = Logger.getLogger("shop.Orders");
  private int logged;

  public JuliHandlerUser() {
    String folder = System.getProperty("java.io.tmpdir");
    JulLoggers.clear();
    logger.setUseParentHandlers(false);
    logger.addHandler(new FileHandler(folder, "opsagent-test-a.", ".log"));
    logger.addHandler(new AsyncFileHandler(folder, "opsagent-test-b.", ".log"));
  }

  @Override
  public void info(String message) {
    logger.info(message);
    logged++;
  }

  @Override
  public void warn(String pattern, Object argument) {
    logger.log(Level.WARNING, pattern.replace("{}", "{0}"), argument);
    logged++;
  }

  @Override
  public void error(String message, @Nullable Throwable exception) {
    logger.log(Level.SEVERE, message, exception);
    logged++;
  }

  @Override
  public int appended() {
    return logged;
  }
}
