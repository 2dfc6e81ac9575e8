package io.opsagent.server.runtime;

import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;

/** The platform's MBean server, which is made when it is first asked for. */
final class PlatformBeans {
  private PlatformBeans() {}

  /**
   * The server. If nobody has asked for it yet, the JVM makes it now, with a builder that a system
   * property may name (instrumentation.md 1.8): that is the application's, not ours.
   */
  static MBeanServer server() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
    try {
      return ManagementFactory.getPlatformMBeanServer();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
