package io.opsagent.testapps.tomcat;

import io.opsagent.testing.AgentConfig;
import io.opsagent.testing.AgentJar;
import io.opsagent.testing.OperationsApi;
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
  private static final String HEAP = "-Xmx256m";

  private final TomcatServer without;
  private final TomcatServer with;
  private final boolean hasAgent;

  private TomcatPair(TomcatServer without, TomcatServer with, boolean hasAgent) {
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
            List.of(HEAP),
            Map.of());
    try {
      Path second = Files.createDirectory(folder.resolve("with"));
      Optional<AgentJar> jar = AgentJar.locate();
      List<String> options = new ArrayList<>(List.of(HEAP));
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
      return new TomcatPair(without, with, jar.isPresent());
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

  /** Fails if the second server wrote a line that the first has not, other than one banner. */
  void assertOutputIsTheSame() {
    TomcatServer.watch(without, with).assertOnlyBannerAdded(without.process(), with.process());
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
