package io.opsagent.agent.launch;

import java.util.List;

/**
 * Application servers that set their log manager late and do not start with one that is there
 * already: nothing of ours that touches logging or JMX may run before their first request
 * (docs/spec/instrumentation.md 1.8, 1.9).
 */
final class Containers {
  private static final List<String> MAIN_CLASSES =
      List.of(
          "org.jboss.modules.Main",
          "jboss-modules.jar",
          "weblogic.Server",
          "com.sun.enterprise.glassfish.bootstrap.",
          "fish.payara.",
          "com.ibm.ws.");

  private Containers() {}

  /** Whether this JVM runs one. */
  static boolean isOne() {
    String command = System.getProperty("sun.java.command", "");
    String main = command.split(" ", 2)[0];
    return System.getenv("JBOSS_HOME") != null || MAIN_CLASSES.stream().anyMatch(main::contains);
  }
}
