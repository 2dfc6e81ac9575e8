package io.opsagent.agent;

import java.io.File;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Entry class of opsagent.jar: {@code -javaagent}, attach, and {@code java -jar}. Finds its own
 * jar, opens the isolated {@link AgentLoader} over it and hands on. Whatever goes wrong here is one
 * line on standard error; an exception out of {@code premain} would end the JVM before {@code
 * main}.
 *
 * <p>No nested class, lambda or logger in here (docs/spec/instrumentation.md 1.2).
 */
public final class OpsAgent {
  static final int MIN_JAVA_VERSION = 17;

  /** The argument that takes the agent out of a running JVM again. */
  private static final String DETACH = "detach";

  private static final String BRIDGE_CLASS = "java.lang.OpsAgentBridge1";
  private static final String LAUNCHER = "io.opsagent.agent.launch.Launcher";

  private static @Nullable Runnable running;
  private static @Nullable AgentLoader engine;

  private OpsAgent() {}

  /**
   * Called by the JVM before the application's {@code main}.
   *
   * @param arguments what stands behind the {@code =} of {@code -javaagent}, or null
   * @param instrumentation of the JVM
   */
  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    // The stream as it is now: the application may replace System.err later.
    PrintStream err = System.err;
    try {
      if (!Tools.isOneOfThem(arguments)) {
        start(arguments, instrumentation, err, false);
      }
    } catch (Throwable t) {
      err.println("OpsAgent: could not start, the application runs without it: " + reasonOf(t));
    }
  }

  /** What a policy that does not know this jar must say. */
  private static String grant() {
    String url = "file:/path/to/opsagent.jar";
    try {
      url = ownUrl();
    } catch (RuntimeException denied) {
      // Then the reader has to fill it in. Nothing may leave premain.
    }
    return " The security manager's policy does not allow it; add: grant codeBase \""
        + url
        + "\" { permission java.security.AllPermission; };";
  }

  /** Of the jar that this class came from, as text and without opening it. */
  private static String ownUrl() {
    String resource = OpsAgent.class.getName().replace('.', '/') + ".class";
    URL url = ClassLoader.getSystemResource(resource);
    String text = url == null ? "" : url.toString();
    int end = text.indexOf("!/");
    return text.startsWith("jar:") && end > 0 ? text.substring(4, end) : text;
  }

  /**
   * Called by the JVM when somebody attaches to the running application; whoever may do that is the
   * user of the process or root. Returns soon: what takes time is done on threads of the agent.
   *
   * @param arguments {@code detach}, or what would stand behind {@code -javaagent:...=}, or null
   * @param instrumentation of the JVM
   */
  public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
    PrintStream err = System.err;
    try {
      if (DETACH.equals(arguments)) {
        detach(err);
      } else {
        start(arguments, instrumentation, err, true);
      }
    } catch (Throwable t) {
      err.println("OpsAgent: could not start, the application runs without it: " + reasonOf(t));
    }
  }

  private static synchronized void start(
      @Nullable String arguments,
      Instrumentation instrumentation,
      PrintStream err,
      boolean attached)
      throws Exception {
    if (isConnected()) {
      err.println(
          "OpsAgent: already running in this JVM; this "
              + (attached ? "attach" : "second -javaagent")
              + " is ignored.");
      return;
    }
    int version = javaVersion();
    if (version < MIN_JAVA_VERSION) {
      err.println(
          "OpsAgent: needs Java "
              + MIN_JAVA_VERSION
              + " or newer, this is Java "
              + System.getProperty("java.specification.version")
              + "; the application runs without it. Start it with a newer JDK, or remove"
              + " -javaagent.");
      return;
    }
    File jar = ownJar();
    AgentLoader loader = new AgentLoader(jar, version);
    running =
        (Runnable)
            loader
                .loadClass(LAUNCHER)
                .getMethod(
                    "start",
                    String.class,
                    Instrumentation.class,
                    File.class,
                    PrintStream.class,
                    boolean.class)
                .invoke(null, arguments, instrumentation, jar, err, attached);
    engine = running == null ? null : loader;
  }

  private static synchronized void detach(PrintStream err) throws ReflectiveOperationException {
    Runnable leaving = running;
    AgentLoader loader = engine;
    if (leaving == null || loader == null || !isConnected()) {
      err.println("OpsAgent: not running in this JVM; there is nothing to detach.");
      return;
    }
    // Not kept any longer: nothing of ours is to stay in memory.
    running = null;
    engine = null;
    Thread thread = new Thread(null, new Detaching(leaving, loader, err), "opsagent-detach");
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.start();
  }

  /**
   * The command line, {@code java -jar opsagent.jar}.
   *
   * @param arguments command and options; without any, the help
   */
  public static void main(String[] arguments) {
    int exitCode = 1;
    try {
      int version = javaVersion();
      if (version < MIN_JAVA_VERSION) {
        System.err.println(
            "opsagent: needs Java "
                + MIN_JAVA_VERSION
                + " or newer, this is Java "
                + version
                + ".");
      } else {
        File jar = ownJar();
        AgentLoader loader = new AgentLoader(jar, version);
        Thread.currentThread().setContextClassLoader(loader);
        exitCode =
            (Integer)
                loader
                    .loadClass("io.opsagent.agent.launch.CommandLineTool")
                    .getMethod("run", String[].class, File.class)
                    .invoke(null, arguments, jar);
      }
    } catch (Throwable t) {
      System.err.println("opsagent: " + reasonOf(t));
    }
    System.exit(exitCode);
  }

  /** Whether an agent is in this JVM. The bridge alone is what a detached one has left. */
  private static boolean isConnected() throws ReflectiveOperationException {
    try {
      return Class.forName(BRIDGE_CLASS, false, null).getField("linker").get(null) != null;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static int javaVersion() {
    String text = System.getProperty("java.specification.version", "1.8");
    int dot = text.indexOf('.');
    if (text.startsWith("1.")) {
      return Integer.parseInt(text.substring(2));
    }
    return Integer.parseInt(dot < 0 ? text : text.substring(0, dot));
  }

  /**
   * The jar that this class came from. Through the resource, not the protection domain, which would
   * need a permission; and only if its manifest names this class, because people put agents into
   * jars of their own.
   */
  private static File ownJar() throws Exception {
    String text = ownUrl();
    if (!text.startsWith("file:") || text.endsWith(".class")) {
      throw new IllegalStateException(
          "opsagent.jar must be used as it is, not unpacked or repackaged (found " + text + ")");
    }
    File jar = new File(new java.net.URI(text));
    java.util.jar.JarFile file = new java.util.jar.JarFile(jar, false);
    try {
      Manifest manifest;
      InputStream in = file.getInputStream(file.getEntry("META-INF/MANIFEST.MF"));
      try {
        manifest = new Manifest(in);
      } finally {
        in.close();
      }
      String premain = manifest.getMainAttributes().getValue(new Attributes.Name("Premain-Class"));
      if (!OpsAgent.class.getName().equals(premain)) {
        throw new IllegalStateException(
            jar + " is not opsagent.jar: its Premain-Class is " + premain);
      }
    } finally {
      file.close();
    }
    return jar;
  }

  static String reasonOf(Throwable t) {
    Throwable cause = t;
    while (cause instanceof InvocationTargetException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String reason = String.valueOf(cause).replace('\n', ' ').replace('\r', ' ');
    return cause instanceof SecurityException ? reason + "." + grant() : reason;
  }
}
