package io.opsagent.contract;

import io.opsagent.testing.Jdk;
import io.opsagent.testing.ServerLaunch;
import io.opsagent.testing.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The contract application as a process of its own. Safe for any number of threads. */
final class RunningApplication implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
  private static final Pattern PORT = Pattern.compile("^contract application on port \\d+$");
  private static final Pattern TLS_PORT =
      Pattern.compile("^contract application on TLS port \\d+$");
  private static final Pattern STRICT_PORT =
      Pattern.compile("^contract application on strict port \\d+$");

  private final ContractServer server;
  private final ServerProcess process;

  private RunningApplication(ContractServer server, ServerProcess process) {
    this.server = server;
    this.process = process;
  }

  /**
   * Starts the process and does not wait for it.
   *
   * @param folder where it runs
   * @param agentOptions the agent's option, or none
   */
  static RunningApplication launch(
      ContractServer server, Jdk jdk, Path folder, Fixtures fixtures, List<String> agentOptions) {
    List<String> command = new ArrayList<>();
    command.add(jdk.java().toString());
    // These processes live for seconds: what the better compiler makes would come too late.
    command.addAll(List.of("-Xmx320m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    // java.util.logging on standard error, without the time.
    command.add("-Djava.util.logging.SimpleFormatter.format=%4$s %2$s: %5$s%6$s%n");
    command.add("-Dcontract.files=" + fixtures.webRoot());
    command.add("-Dcontract.keystore=" + fixtures.keyStore());
    command.addAll(server.jvmOptions());
    command.addAll(agentOptions);
    command.addAll(server.application());
    command.add("0");
    return new RunningApplication(
        server, ServerLaunch.of(server.toString(), folder, command).start());
  }

  ServerProcess process() {
    return process;
  }

  /** Waits until the application says where it listens. */
  ServerAddress address() {
    return new ServerAddress(
        process.pid(),
        await(PORT),
        server.has(Trait.TLS) ? await(TLS_PORT) : 0,
        server.has(Trait.STRICT_PORT) ? await(STRICT_PORT) : 0);
  }

  @Override
  public void close() {
    process.close();
  }

  private int await(Pattern announced) {
    String line = process.awaitStdout(announced, START_TIMEOUT);
    return Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
  }
}
