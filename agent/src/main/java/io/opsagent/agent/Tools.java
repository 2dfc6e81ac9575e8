package io.opsagent.agent;

import org.jspecify.annotations.Nullable;

/**
 * Recognises the programs that inherit {@code JAVA_TOOL_OPTIONS} without being an application: JDK
 * tools and the launchers of Maven, Gradle and IDEs. In them the agent does nothing at all
 * (docs/spec/instrumentation.md 1.2).
 */
final class Tools {
  private static final String KEY = "capture.in-tools";

  private Tools() {}

  /** Whether this JVM runs such a program, and no one has asked for it to be captured. */
  static boolean isOneOfThem(@Nullable String arguments) {
    return isTool(System.getProperty("jdk.module.main"), System.getProperty("sun.java.command"))
        && !isWanted(arguments);
  }

  static boolean isTool(@Nullable String mainModule, @Nullable String command) {
    if (mainModule != null
        && (mainModule.startsWith("java.")
            || mainModule.startsWith("jdk.")
            || mainModule.startsWith("openj9."))) {
      return true;
    }
    if (command == null) {
      return false;
    }
    int end = command.indexOf(' ');
    String main = end < 0 ? command : command.substring(0, end);
    return main.startsWith("sun.")
        || main.startsWith("com.sun.tools.")
        || main.startsWith("com.sun.corba.")
        || main.startsWith("jdk.")
        || main.startsWith("openj9.")
        || main.startsWith("com.ibm.jvm.")
        || main.startsWith("com.ibm.tools.")
        || main.startsWith("org.gradle.")
        || main.startsWith("org.jetbrains.")
        || main.startsWith("com.intellij.")
        || main.startsWith("org.apache.maven.")
        || main.equals("org.codehaus.plexus.classworlds.launcher.Launcher")
        || main.equals("org.codehaus.classworlds.Launcher");
  }

  private static boolean isWanted(@Nullable String arguments) {
    return "true".equalsIgnoreCase(System.getenv("OPSAGENT_CAPTURE_IN_TOOLS"))
        || "true".equalsIgnoreCase(System.getProperty("opsagent." + KEY))
        || (arguments != null && ("," + arguments + ",").contains("," + KEY + "=true,"));
  }
}
