package io.opsagent.testapps.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.testing.AgentConfig;
import io.opsagent.testing.AgentJar;
import io.opsagent.testing.AnswerComparison;
import io.opsagent.testing.Jdk;
import io.opsagent.testing.OperationsApi;
import io.opsagent.testing.OutputWatch;
import io.opsagent.testing.RawAnswer;
import io.opsagent.testing.RawHttp;
import io.opsagent.testing.ScratchFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * Mistakes of the person who adds the agent (instrumentation.md section 7, case 81): the
 * application must not feel them, and one line for each must say what is wrong and what to do.
 */
class TomcatLaunchTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(40);
  private static final String HEAP = "-Xmx256m";
  private static final Step HELLO =
      Step.get("hello", "/examples/servlets/servlet/HelloWorldExample");

  // Tomcat without agent; the one thing that all tests compare with.
  private static final List<Baseline> BASELINES = new ArrayList<>();

  private final Path folder;

  private record Baseline(TomcatServer server, RawAnswer answer) {}

  TomcatLaunchTest(TestInfo test) {
    folder = ScratchFolder.create(TomcatLaunchTest.class, test.getDisplayName());
  }

  @BeforeAll
  static void startWithoutAgent() throws IOException {
    TomcatServer server =
        start(ScratchFolder.create(TomcatLaunchTest.class, "without"), List.of(), Map.of());
    BASELINES.add(new Baseline(server, hello(server)));
    server.process().stop();
  }

  @AfterAll
  static void stop() {
    BASELINES.forEach(baseline -> baseline.server().close());
    BASELINES.clear();
  }

  @Test
  void tomcat_without_agent_answers_and_writes_the_same_twice() throws IOException {
    try (TomcatServer server = start(folder, List.of(), Map.of())) {
      assertAnswersAsUsual(server);
      server.process().stop();
      assertThat(extraLines(server)).isEmpty();
    }
  }

  @Test
  void a_malformed_properties_file_is_one_line_that_names_the_file() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("malformed.properties"),
            "service.name=\\u12G4\n",
            StandardCharsets.ISO_8859_1);
    // Port and folder come from the environment: nothing in that file can be relied on.
    assertOneLine(
        AgentJar.require().option("config=" + file),
        AgentConfig.forTest(folder.resolve("data")).asEnvironment(),
        true,
        file.toString());
  }

  @Test
  void a_properties_file_that_does_not_exist_is_one_line_that_names_the_file() throws IOException {
    Path file = folder.resolve("missing.properties");
    assertOneLine(
        AgentJar.require().option("config=" + file),
        AgentConfig.forTest(folder.resolve("data")).asEnvironment(),
        true,
        file.toString());
  }

  @Test
  void an_unknown_key_is_one_line_that_names_the_key() throws IOException {
    assertOneLine(
        option(AgentConfig.forTest(folder.resolve("data")).with("log.persit-level", "WARN")),
        Map.of(),
        true,
        "log.persit-level");
  }

  @Test
  void a_wrong_value_is_one_line_with_key_value_and_what_is_allowed() throws IOException {
    assertOneLine(
        option(AgentConfig.forTest(folder.resolve("data")).with("task-log-level", "loud")),
        Map.of(),
        true,
        "task-log-level",
        "loud",
        "warn");
  }

  @Test
  void an_unsupported_agent_option_is_one_line_that_names_it() throws IOException {
    assertOneLine(
        AgentJar.require().option("colour=green"),
        AgentConfig.forTest(folder.resolve("data")).asEnvironment(),
        true,
        "colour");
  }

  @Test
  void two_mistakes_are_two_lines() throws IOException {
    String option =
        option(
            AgentConfig.forTest(folder.resolve("data"))
                .with("log.persit-level", "WARN")
                .with("worker-cycle", "soon"));
    List<String> lines = linesOfRun(option, Map.of(), true, 2);
    assertThat(lines).hasSize(2);
    assertThat(lines).anyMatch(line -> line.contains("log.persit-level"));
    assertThat(lines).anyMatch(line -> line.contains("worker-cycle") && line.contains("soon"));
  }

  @Test
  void a_port_that_is_taken_is_one_line_that_names_the_port() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertOneLine(
          option(AgentConfig.forTest(folder.resolve("data")).with(AgentConfig.PORT_KEY, port)),
          Map.of(),
          false,
          port);
    }
  }

  @Test
  void a_data_folder_that_cannot_be_made_is_one_line_that_names_it() throws IOException {
    // A file in its place: root may write into every folder, so permissions would prove nothing.
    Path file = Files.writeString(folder.resolve("data"), "not a folder");
    assertOneLine(option(AgentConfig.forTest(file)), Map.of(), false, file.toString());
    assertThat(file).hasContent("not a folder");
  }

  private void assertOneLine(
      String agentOption, Map<String, String> environment, boolean apiComesUp, String... words)
      throws IOException {
    List<String> lines = linesOfRun(agentOption, environment, apiComesUp, 1);
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).contains(words).doesNotContain("Exception", "\tat ");
  }

  /** Runs Tomcat with a mistake, proves that it works, and gives the agent's lines. */
  private List<String> linesOfRun(
      String agentOption, Map<String, String> environment, boolean apiComesUp, int expected)
      throws IOException {
    Path run = Files.createDirectory(folder.resolve("run"));
    try (TomcatServer server = start(run, List.of(agentOption), environment)) {
      assertAnswersAsUsual(server);
      Awaitility.await(expected + " lines of the agent")
          .atMost(TIMEOUT)
          .until(() -> withoutBanner(extraLines(server)).size() >= expected);
      if (apiComesUp) {
        assertThat(OperationsApi.of(server.process(), TIMEOUT).info().path("utilmeta").asText())
            .isEqualTo("0.4.0");
      }
      assertAnswersAsUsual(server);
      server.process().stop();
      return withoutBanner(extraLines(server));
    }
  }

  private String option(AgentConfig config) {
    Path file = config.writeTo(folder.resolve("ops.properties"));
    return AgentJar.require().option("config=" + file);
  }

  private static TomcatServer start(
      Path folder, List<String> options, Map<String, String> environment) throws IOException {
    List<String> all = new ArrayList<>(List.of(HEAP));
    all.addAll(options);
    return TomcatServer.start(
        TomcatDistribution.newest(), Jdk.running(), folder, List.of(), all, environment);
  }

  private static RawAnswer hello(TomcatServer server) throws IOException {
    return RawHttp.exchange(server.port(), HELLO.bytes());
  }

  private static void assertAnswersAsUsual(TomcatServer server) throws IOException {
    RawAnswer answer = hello(server);
    assertThat(answer.status()).isEqualTo(200);
    AnswerComparison.strict().assertSame("hello", BASELINES.get(0).answer(), answer);
  }

  private static List<String> extraLines(TomcatServer server) {
    TomcatServer baseline = BASELINES.get(0).server();
    return TomcatServer.watch(baseline, server)
        .extraLines(baseline.process().output(), server.process().output());
  }

  private static List<String> withoutBanner(List<String> lines) {
    Optional<String> banner =
        lines.stream().filter(line -> OutputWatch.BANNER.matcher(line).find()).findFirst();
    List<String> others = new ArrayList<>(lines);
    banner.ifPresent(others::remove);
    return others;
  }
}
