package io.opsagent.logging.apps;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The loggers of java.util.logging are those of the JVM: what earlier applications left goes. */
final class JulLoggers {
  private JulLoggers() {}

  static void clear() {
    for (String name : new String[] {"shop", "shop.Orders"}) {
      Logger logger = Logger.getLogger(name);
      logger.setUseParentHandlers(true);
      logger.setLevel(Level.INFO);
      for (Handler handler : logger.getHandlers()) {
        logger.removeHandler(handler);
        handler.close();
      }
    }
  }
}
