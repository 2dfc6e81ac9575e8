package io.opsagent.testapps.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.testing.AgentConfig;
import io.opsagent.testing.AgentJar;
import io.opsagent.testing.OperationsApi;
import io.opsagent.testing.OutputWatch;
import io.opsagent.testing.ScratchFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/**
 * The same Tomcat twice, without and with the agent. Both run at the same time, so that each
 * request can be sent to both. If the build has no agent jar (and may have none), the second runs
 * without agent, too: the comparison of answers then still proves that it only removes what differs
 * by itself.
 */
final class TomcatPair implements AutoCloseable {
  private static final Duration API_TIMEOUT = Duration.ofSeconds(30);

  // Tomcat reports the first bad request of each of its processors only, and which processor a
  // request meets is chance: let it report all (Tomcat, System Properties Reference, Logging).
  private static final List<String> OPTIONS =
      List.of("-Xmx256m", "-Dorg.apache.juli.logging.UserDataHelper.CONFIG=INFO_ALL");

  private final TomcatServer without;
  private final TomcatServer with;
  private final boolean hasAgent;
  private final Path agentDataFolder;

  private TomcatPair(
      TomcatServer without, TomcatServer with, boolean hasAgent, Path agentDataFolder) {
    this.agentDataFolder = agentDataFolder;
    this.without = without;
    this.with = with;
    this.hasAgent = hasAgent;
  }

  static TomcatPair start(Class<?> test, TomcatCase tomcat, List<String> webapps)
      throws IOException {
    Path folder = ScratchFolder.create(test, tomcat.toString());
    TomcatServer without =
        TomcatServer.start(
            tomcat.distribution(),
            tomcat.jdkCase().jdk(),
            Files.createDirectory(folder.resolve("without")),
            webapps,
            OPTIONS,
            Map.of());
    try {
      Path second = Files.createDirectory(folder.resolve("with"));
      Optional<AgentJar> jar = AgentJar.locate();
      List<String> options = new ArrayList<>(OPTIONS);
      jar.ifPresent(
          agent -> {
            Path config =
                AgentConfig.forTest(second.resolve("data"))
                    .writeTo(second.resolve("ops.properties"));
            options.add(agent.option("config=" + config));
          });
      TomcatServer with =
          TomcatServer.start(
              tomcat.distribution(), tomcat.jdkCase().jdk(), second, webapps, options, Map.of());
      return new TomcatPair(without, with, jar.isPresent(), second.resolve("data"));
    } catch (Throwable e) {
      without.close();
      throw e;
    }
  }

  TomcatServer without() {
    return without;
  }

  TomcatServer with() {
    return with;
  }

  /**
   * The API of the agent.
   *
   * @throws TestAbortedException if this pair runs without agent jar
   */
  OperationsApi api() {
    if (!hasAgent) {
      throw new TestAbortedException("no agent jar in this build");
    }
    return OperationsApi.of(with.process(), API_TIMEOUT);
  }

  /** Where the agent keeps its database and all other files. */
  Path agentDataFolder() {
    return agentDataFolder;
  }

  /**
   * Fails if the second server wrote a line that the first has not, other than one banner on
   * standard error. Its log files must not even have that.
   */
  void assertOutputIsTheSame() {
    OutputWatch watch = TomcatServer.watch(without, with);
    watch.assertOnlyBannerAdded(without.process(), with.process());
    assertThat(watch.extraLines(without.logLines(), with.logLines()))
        .as("lines that only the log files of the run with the agent have")
        .isEmpty();
  }

  @Override
  public void close() {
    try {
      with.close();
    } finally {
      without.close();
    }
  }
}
