package com.example.hostile;

import java.lang.management.ManagementFactory;
import java.net.URL;
import java.sql.DriverManager;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Logger;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/** An agent that does one thing which no agent may do; packed into a jar by the test. */
public final class MeddlingAgent {
  private MeddlingAgent() {}

  /**
   * Meddles.
   *
   * @param arguments what to do, a name of {@link Meddling}
   */
  public static void premain(String arguments) throws Exception {
    switch (arguments) {
      case "NOTHING" -> {}
      case "SYSTEM_PROPERTY" -> System.setProperty("agent.was.here", "true");
      case "EARLY_LOGGING" -> Logger.getLogger("agent").fine("never seen");
      case "EARLY_COMMON_POOL" -> ForkJoinPool.commonPool().submit(() -> {}).get();
      case "URL_HANDLERS" -> URL.setURLStreamHandlerFactory(protocol -> null);
      case "OUTPUT" -> System.err.println("hello from the agent");
      case "TWO_BANNERS" ->
          System.err.println(
              "UtilMeta OperationsAPI loaded at x\nUtilMeta OperationsAPI loaded at y");
      case "DRIVER_MANAGER" -> scanDriversWithOtherLoader();
      case "MBEAN" ->
          ManagementFactory.getPlatformMBeanServer()
              .registerMBean(
                  new StandardMBean(Thread.currentThread(), Runnable.class),
                  new ObjectName("agent:type=Agent"));
      case "LASTING_THREAD" -> new Thread(LockSupport::park, "opsagent-server").start();
      case "OTHER_THREAD" -> {
        Thread thread = new Thread(LockSupport::park, "HikariPool-1 housekeeper");
        thread.setDaemon(true);
        thread.start();
      }
      default -> throw new IllegalArgumentException(arguments);
    }
  }

  /** As a pool in an isolated loader does it: its own loader is the context of the only scan. */
  private static void scanDriversWithOtherLoader() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    DriverManager.getDrivers();
    thread.setContextClassLoader(before);
  }
}
