package io.opsagent.testapps.libraries;

import io.opsagent.testing.AgentConfig;
import io.opsagent.testing.AgentJar;
import io.opsagent.testing.Jdk;
import io.opsagent.testing.OperationsApi;
import io.opsagent.testing.RawAnswer;
import io.opsagent.testing.RawHttp;
import io.opsagent.testing.ServerLaunch;
import io.opsagent.testing.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** An application as a process of its own, with the agent. Safe for any number of threads. */
final class RunningApplication implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Pattern LISTENING =
      Pattern.compile("^(Listening|contract application) on port \\d+$");

  private final ServerProcess process;
  private final Path dataFolder;

  private RunningApplication(ServerProcess process, Path dataFolder) {
    this.process = process;
    this.dataFolder = dataFolder;
  }

  /**
   * Starts the application of this module.
   *
   * @param library folder of its jars
   * @param arguments of the application
   */
  static RunningApplication start(
      Path folder, String library, AgentConfigChange change, String... arguments)
      throws IOException {
    String libraries = System.getProperty("libraries.folder");
    List<String> command = new ArrayList<>();
    command.add("-cp");
    command.add(
        String.join(
            File.pathSeparator,
            System.getProperty("libraries.classes"),
            Path.of(libraries, "tomcat", "*").toString(),
            Path.of(libraries, library, "*").toString()));
    command.add("com.example.libraries.LibraryApplication");
    command.addAll(List.of(arguments));
    return launch(folder, change, command);
  }

  /** Starts the contract's application on Spring Boot 2.7, which logs by Logback. */
  static RunningApplication boot(Path folder) throws IOException {
    return launch(
        folder,
        config -> config,
        List.of("-Dlogging.level.root=warn", "-jar", System.getProperty("libraries.boot"), "0"));
  }

  private static RunningApplication launch(Path folder, AgentConfigChange change, List<String> what)
      throws IOException {
    Files.createDirectories(folder);
    Path data = folder.resolve("data");
    Path file = change.of(AgentConfig.forTest(data)).writeTo(folder.resolve("ops.properties"));
    List<String> command = new ArrayList<>();
    command.add(Jdk.running().java().toString());
    command.addAll(List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add(AgentJar.require().option("config=" + file));
    command.addAll(what);
    return new RunningApplication(ServerLaunch.of("application", folder, command).start(), data);
  }

  /** Another setting of the agent. */
  interface AgentConfigChange {
    AgentConfig of(AgentConfig config);
  }

  int port() {
    String line = process.awaitStdout(LISTENING, START_TIMEOUT);
    return Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
  }

  /** Asks for a path; the row is then found by that id. */
  RawAnswer get(String path, String id) throws IOException {
    return RawHttp.exchange(
        port(),
        "GET "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nX-Request-ID: "
            + id
            + "\r\nConnection: close\r\n\r\n");
  }

  OperationsApi api() {
    return OperationsApi.of(process, START_TIMEOUT);
  }

  Path dataFolder() {
    return dataFolder;
  }

  ServerProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }
}
