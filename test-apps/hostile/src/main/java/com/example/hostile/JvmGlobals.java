package com.example.hostile;

import java.lang.management.ManagementFactory;
import java.net.URL;
import java.util.Locale;
import java.util.TimeZone;
import javax.management.JMException;
import javax.management.ObjectName;

/** Sets what can be set in a JVM, most of it only once and only before the first use. */
final class JvmGlobals {
  private static final String COMMON_POOL = "java.util.concurrent.ForkJoinPool.common.";

  private JvmGlobals() {}

  static void set() throws JMException {
    // In Turkish "I" is not the capital of "i": who forgets the locale finds no "title" any more.
    Locale.setDefault(Locale.forLanguageTag("tr-TR"));
    TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));
    System.setProperty(COMMON_POOL + "parallelism", "3");
    System.setProperty(COMMON_POOL + "threadFactory", HostileThreadFactory.class.getName());
    URL.setURLStreamHandlerFactory(new HostileUrlHandlerFactory());
    Thread.currentThread()
        .setContextClassLoader(new HostileClassLoader(JvmGlobals.class.getClassLoader()));
    Thread.setDefaultUncaughtExceptionHandler(new HostileUncaughtHandler());
    ManagementFactory.getPlatformMBeanServer()
        .registerMBean(new Hostile(), new ObjectName(Hostile.NAME));
  }
}
