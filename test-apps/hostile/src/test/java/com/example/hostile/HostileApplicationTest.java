package com.example.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the hostile application with and without opsagent.jar, on every Java there is: nothing that
 * it can see may differ but one line of the agent and daemon threads named {@code opsagent-...}
 * (docs/spec/design.md 4, docs/spec/platform-facts.md D and E, case 69 of instrumentation.md 7).
 */
class HostileApplicationTest {
  private static final Map<String, String> OLD_VERSIONS =
      Map.of(
          "bytebuddy", "byte-buddy-1.10.22.jar",
          "h2", "h2-1.4.200.jar",
          "hikari", "HikariCP-3.4.5.jar",
          "jackson", "jackson-databind-2.9.10.8.jar",
          "jetty", "jetty-server-9.4.58.v20250814.jar",
          "jna", "jna-5.5.0.jar",
          "kotlin", "kotlin-stdlib-1.3.72.jar",
          "logback", "logback-classic-1.2.3.jar",
          "servlet", "javax.servlet-api-3.1.0.jar",
          "slf4j", "slf4j-api-1.7.30.jar");

  @TempDir private Path directory = Path.of("");

  static Set<Path> jdks() {
    return TestJdks.homes();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void alone_the_application_sees_its_own_old_versions_and_ends(Path javaHome) throws Exception {
    Observation alone = new Observer(javaHome, directory).once(Optional.empty());

    assertThat(alone.exit()).hasValue(0);
    assertThat(alone.answers()).hasSize(1).allSatisfy(HostileApplicationTest::assertOldVersions);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void with_the_agent_the_application_sees_what_it_sees_alone_and_ends(Path javaHome)
      throws Exception {
    Optional<String> agent = agent();
    Observer observer = new Observer(javaHome, directory);

    Observation withAgent = observer.once(agent);

    assertThat(withAgent.answers()).allSatisfy(HostileApplicationTest::assertOldVersions);
    Comparison.assertUnchanged(observer.once(Optional.empty()), withAgent);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void with_the_agent_every_answer_is_the_same_before_and_after_the_agent_has_come_up(Path javaHome)
      throws Exception {
    Optional<String> agent = agent();
    Observer observer = new Observer(javaHome, directory);

    Observation withAgent = observer.serving(agent);

    assertThat(withAgent.banners()).hasSize(1);
    assertThat(withAgent.exit()).hasValue(0);
    Comparison.assertUnchanged(observer.serving(Optional.empty()), withAgent);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void with_the_agent_a_signal_ends_the_application_with_the_same_status(Path javaHome)
      throws Exception {
    Optional<String> agent = agent();
    Observer observer = new Observer(javaHome, directory);

    Observation withAgent = observer.terminated(agent);

    Comparison.assertUnchanged(observer.terminated(Optional.empty()), withAgent);
  }

  private static void assertOldVersions(Answer report) {
    OLD_VERSIONS.forEach(
        (library, jar) ->
            assertThat(report.content().get("versions." + library + ".location"))
                .as(library)
                .endsWith("/" + jar));
    assertThat(report.content())
        .containsEntry("jackson.version", "2.9.10-8")
        .containsEntry("h2.version", "1.4.200")
        .containsEntry("native.version", "5.5.0")
        .containsEntry("kotlin.version", "1.3.72")
        .containsEntry("drivers.registered", "[\"org.h2.Driver 1.4\"]")
        .containsEntry("globals.logManager", "com.example.hostile.HostileLogManager");
  }

  /** The agent under test, with data and port of its own. */
  private Optional<String> agent() throws IOException {
    String jar = System.getProperty("opsagent.jar");
    assumeTrue(jar != null, "The system property opsagent.jar is not set");
    assertThat(Path.of(String.valueOf(jar)))
        .as("The agent of -Dopsagent.jar; package the module agent first")
        .isRegularFile();
    Path config =
        Files.writeString(
            directory.resolve("opsagent.properties"),
            "data-dir=" + directory.resolve("data") + "\nport=0\n");
    return Optional.of(jar + "=config=" + config);
  }
}
