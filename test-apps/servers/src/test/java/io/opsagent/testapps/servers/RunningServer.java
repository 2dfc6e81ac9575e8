package io.opsagent.testapps.servers;

import io.opsagent.testing.AgentConfig;
import io.opsagent.testing.AgentJar;
import io.opsagent.testing.Jdk;
import io.opsagent.testing.OperationsApi;
import io.opsagent.testing.ServerLaunch;
import io.opsagent.testing.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** An application of this module as a process of its own. Safe for any number of threads. */
final class RunningServer implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(40);
  private static final Pattern LISTENING = Pattern.compile("^Listening on port \\d+$");

  private final Application application;
  private final ServerProcess process;

  private RunningServer(Application application, ServerProcess process) {
    this.application = application;
    this.process = process;
  }

  /**
   * Starts the process and does not wait for it.
   *
   * @param folder is made; where the process runs
   */
  static RunningServer launch(
      Application application, Jdk jdk, Path folder, List<String> jvmOptions) {
    List<String> command = new ArrayList<>();
    command.add(jdk.java().toString());
    // These processes live for seconds: what the better compiler makes would come too late.
    command.addAll(List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    // java.util.logging on standard error, without the time.
    command.add("-Djava.util.logging.SimpleFormatter.format=%4$s %2$s: %5$s%6$s%n");
    command.addAll(jvmOptions);
    command.add("-cp");
    command.add(
        System.getProperty("servers.jar")
            + File.pathSeparator
            + System.getProperty("servers.libraries")
            + File.separator
            + "*");
    command.add(application.mainClass());
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new RunningServer(
        application, ServerLaunch.of(application.toString(), folder, command).start());
  }

  /**
   * Starts it with the agent on the JDK of the tests and does not wait for it.
   *
   * @param folder is made; holds the agent's configuration file, too
   */
  static RunningServer launchWithAgent(Application application, Path folder, AgentConfig config) {
    return launch(application, Jdk.running(), folder, List.of(agentOption(folder, config)));
  }

  /** Writes the configuration into the folder, which is made, and names it in a JVM option. */
  static String agentOption(Path folder, AgentConfig config) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Path file = config.writeTo(folder.resolve("ops.properties"));
    return AgentJar.require().option("config=" + file);
  }

  Application application() {
    return application;
  }

  ServerProcess process() {
    return process;
  }

  /** Port of the application; waits until it says that it listens. */
  int port() {
    String line = process.awaitStdout(LISTENING, START_TIMEOUT);
    return Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
  }

  /**
   * The API of the agent; waits for its banner. The agent starts its server at the first request of
   * the application, or some seconds later without one.
   */
  OperationsApi api() {
    return OperationsApi.of(process, START_TIMEOUT);
  }

  @Override
  public void close() {
    process.close();
  }
}
