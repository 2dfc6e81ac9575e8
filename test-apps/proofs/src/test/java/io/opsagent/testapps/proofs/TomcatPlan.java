package io.opsagent.testapps.proofs;

import io.opsagent.testing.FreePort;
import io.opsagent.testing.Jdk;
import io.opsagent.testing.ServerLaunch;
import io.opsagent.testing.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How an official Tomcat zip, of which nothing is changed, is started with a base folder of its
 * own. Immutable; each {@code with} method gives a copy.
 *
 * @param home CATALINA_HOME
 * @param jdk that runs it
 * @param jvmOptions for CATALINA_OPTS, in this order; none may have a space in it
 * @param arguments of {@code catalina.sh run}
 * @param applications WAR files, and folders that are deployed by a context file
 * @param serverXml changes the server.xml that has the ports of this run
 */
record TomcatPlan(
    Path home,
    Jdk jdk,
    List<String> jvmOptions,
    List<String> arguments,
    List<Path> applications,
    UnaryOperator<String> serverXml) {
  private static final String FOLDER_PROPERTY = "tomcat.distributions";
  private static final Duration START_TIMEOUT = Duration.ofSeconds(240);
  private static final Pattern STARTED = Pattern.compile("Server startup in");

  /**
   * The Tomcat of this major version on the JDK of the tests, with a small heap and without any
   * application.
   */
  static TomcatPlan of(int major) {
    Path folder = Path.of(System.getProperty(FOLDER_PROPERTY, ""));
    try (Stream<Path> found = Files.list(folder)) {
      Path home =
          found
              .filter(path -> path.getFileName().toString().startsWith("apache-tomcat-" + major))
              .findFirst()
              .orElseThrow(() -> new IOException("no Tomcat " + major + " in " + folder));
      return new TomcatPlan(
          home.toAbsolutePath(),
          Jdk.running(),
          List.of("-Xmx256m", "-XX:+UseSerialGC"),
          List.of(),
          List.of(),
          UnaryOperator.identity());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TomcatPlan on(Jdk other) {
    return new TomcatPlan(home, other, jvmOptions, arguments, applications, serverXml);
  }

  TomcatPlan with(String... options) {
    return with(List.of(options));
  }

  TomcatPlan with(List<String> options) {
    return new TomcatPlan(
        home, jdk, joined(jvmOptions, options), arguments, applications, serverXml);
  }

  TomcatPlan argument(String argument) {
    return new TomcatPlan(
        home, jdk, jvmOptions, joined(arguments, List.of(argument)), applications, serverXml);
  }

  TomcatPlan deploying(Path application) {
    return new TomcatPlan(
        home, jdk, jvmOptions, arguments, joined(applications, List.of(application)), serverXml);
  }

  /** Deploys Tomcat's own example application from where it lies. */
  TomcatPlan withExamples() {
    return deploying(home.resolve("webapps").resolve("examples"));
  }

  TomcatPlan changing(UnaryOperator<String> change) {
    return new TomcatPlan(
        home, jdk, jvmOptions, arguments, applications, xml -> change.apply(serverXml.apply(xml)));
  }

  /** The shop of test-apps, for Tomcat 9. */
  static Path shop() {
    Path war = Path.of(System.getProperty("shop.war", ""));
    if (!Files.isRegularFile(war)) {
      throw new IllegalStateException(
          "system property shop.war is '" + war + "', which is no file; run mvn verify");
    }
    return war.toAbsolutePath().normalize();
  }

  /**
   * Starts it and waits until Tomcat says that it is up.
   *
   * @param folder is made; an existing base folder in it is used again
   */
  TomcatRun start(Path folder) throws IOException {
    Path base = folder.resolve("base");
    int httpPort = FreePort.pick();
    prepare(base, httpPort);
    List<String> command = new ArrayList<>();
    // The zip carries no execute bits.
    command.addAll(List.of("/bin/sh", home.resolve("bin/catalina.sh").toString(), "run"));
    command.addAll(arguments);
    ServerProcess process =
        ServerLaunch.of("tomcat", folder, command)
            .withEnvironment(
                Map.of(
                    "JAVA_HOME", jdk.home().toString(),
                    "CATALINA_HOME", home.toString(),
                    "CATALINA_BASE", base.toString(),
                    "CATALINA_OPTS", String.join(" ", jvmOptions)))
            .start();
    try {
      process.awaitStderr(STARTED, START_TIMEOUT);
    } catch (Throwable e) {
      process.close();
      throw e;
    }
    return new TomcatRun(this, base, httpPort, process);
  }

  private void prepare(Path base, int httpPort) throws IOException {
    for (String name : List.of("conf", "logs", "temp", "webapps", "work")) {
      Files.createDirectories(base.resolve(name));
    }
    try (Stream<Path> files = Files.list(home.resolve("conf"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = base.resolve("conf").resolve(file.getFileName().toString());
        if (!Files.exists(target)) {
          Files.copy(file, target);
        }
      }
    }
    String xml = Files.readString(home.resolve("conf/server.xml"));
    String changed =
        xml.replace("<Server port=\"8005\"", "<Server port=\"-1\"")
            .replace(
                "<Connector port=\"8080\"",
                "<Connector address=\"127.0.0.1\" port=\"" + httpPort + "\"");
    if (!changed.contains("\"-1\"") || !changed.contains("\"" + httpPort + "\"")) {
      throw new IOException(home + " has not the ports 8005 and 8080 that every Tomcat had so far");
    }
    Files.writeString(base.resolve("conf/server.xml"), serverXml.apply(changed));
    for (Path application : applications) {
      deploy(base, application);
    }
  }

  private static void deploy(Path base, Path application) throws IOException {
    String name = application.getFileName().toString();
    if (Files.isRegularFile(application)) {
      Path target = base.resolve("webapps").resolve(name);
      if (!Files.exists(target)) {
        Files.copy(application, target);
      }
      return;
    }
    Path contexts = Files.createDirectories(base.resolve("conf/Catalina/localhost"));
    Files.writeString(
        contexts.resolve(name + ".xml"), "<Context docBase=\"" + application + "\"/>\n");
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    List<T> both = new ArrayList<>(first);
    both.addAll(second);
    return List.copyOf(both);
  }
}
