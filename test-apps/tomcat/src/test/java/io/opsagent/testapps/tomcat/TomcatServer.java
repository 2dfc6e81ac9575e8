package io.opsagent.testapps.tomcat;

import io.opsagent.testing.Jdk;
import io.opsagent.testing.Normaliser;
import io.opsagent.testing.OutputWatch;
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
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Tomcat that was started by its own {@code catalina.sh run}. */
final class TomcatServer implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
  private static final Pattern STARTED = Pattern.compile("Server startup in");

  private final TomcatBase base;
  private final ServerProcess process;

  private TomcatServer(TomcatBase base, ServerProcess process) {
    this.base = base;
    this.process = process;
  }

  /**
   * Starts Tomcat and waits until it says that it is up.
   *
   * @param folder empty folder for this run
   * @param webapps names of applications under {@code src/test/webapps} to deploy beside the
   *     examples
   * @param jvmOptions for CATALINA_OPTS, the agent among them or not
   * @param environment more variables
   */
  static TomcatServer start(
      TomcatDistribution distribution,
      Jdk jdk,
      Path folder,
      List<String> webapps,
      List<String> jvmOptions,
      Map<String, String> environment)
      throws IOException {
    TomcatBase base =
        TomcatBase.create(distribution, Files.createDirectories(folder.resolve("base")));
    for (String webapp : webapps) {
      base.deploy(webapp);
    }
    // The zip carries no execute bits, and no file of it is changed here, not even its mode.
    ServerLaunch launch =
        ServerLaunch.of(
                "tomcat",
                folder,
                List.of(
                    "/bin/sh", distribution.home().resolve("bin/catalina.sh").toString(), "run"))
            .withEnvironment(environment)
            .withEnvironment(
                Map.of(
                    "JAVA_HOME", jdk.home().toString(),
                    "CATALINA_HOME", distribution.home().toString(),
                    "CATALINA_BASE", base.folder().toString(),
                    "CATALINA_OPTS", String.join(" ", jvmOptions)));
    ServerProcess process = launch.start();
    try {
      process.awaitStderr(STARTED, START_TIMEOUT);
    } catch (Throwable e) {
      process.close();
      throw e;
    }
    return new TomcatServer(base, process);
  }

  int port() {
    return base.httpPort();
  }

  ServerProcess process() {
    return process;
  }

  /** All lines of Tomcat's own log files; not of its access log, whose times are data. */
  List<String> logLines() {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(base.folder().resolve("logs"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".log")).sorted().toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  /** Takes from a watch what differs because these two are two: folders, ports, command lines. */
  static OutputWatch watch(TomcatServer without, TomcatServer with) {
    OutputWatch watch =
        OutputWatch.strict()
            // Tomcat and its script repeat the command line that the test gave them.
            .allowing("Command line argument: -javaagent:")
            .allowing("^Using CATALINA_OPTS: .* -javaagent:")
            // Tomcat's last lines race with the end of its own log manager, both in shutdown hooks.
            .allowing("AbstractProtocol.(stop|destroy) (Stopping|Destroying) ProtocolHandler")
            // Written when seeding took more than 100 ms, which a busy machine decides.
            .allowing("createSecureRandom Creation of SecureRandom instance .* took");
    for (TomcatServer server : List.of(without, with)) {
      watch =
          watch
              .with(Normaliser.folder(server.base.folder(), "<base>"))
              .with(Normaliser.port(server.base.httpPort()))
              .with(Normaliser.port(server.base.shutdownPort()));
    }
    return watch;
  }

  @Override
  public void close() {
    process.close();
  }
}
