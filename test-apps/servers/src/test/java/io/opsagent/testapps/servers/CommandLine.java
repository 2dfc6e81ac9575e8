package io.opsagent.testapps.servers;

import io.opsagent.testing.AgentJar;
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

/** {@code java -jar opsagent.jar ...} as a person runs it. */
final class CommandLine {
  private static final Duration TIMEOUT = Duration.ofSeconds(90);

  private final Path folder;
  private int runs;

  CommandLine(Path folder) {
    this.folder = folder;
  }

  /** Runs a command on the JDK of the tests and waits for its end. */
  Result run(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Jdk.running().java().toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-jar");
    command.add(AgentJar.require().path().toString());
    command.addAll(List.of(arguments));
    Path own = folder.resolve("command-" + ++runs);
    try {
      Files.createDirectories(own);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (ServerProcess process = ServerLaunch.of(arguments[0], own, command).start()) {
      int exitCode = process.awaitExit(TIMEOUT);
      return new Result(
          exitCode, String.join("\n", process.stdout()), String.join("\n", process.stderr()));
    }
  }

  /** How it ended. */
  record Result(int exitCode, String stdout, String stderr) {}
}
