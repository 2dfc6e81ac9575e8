package io.opsagent.testapps.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.testing.AgentConfig;
import io.opsagent.testing.AgentJar;
import io.opsagent.testing.AnswerComparison;
import io.opsagent.testing.Jdk;
import io.opsagent.testing.LogFilter;
import io.opsagent.testing.Normaliser;
import io.opsagent.testing.OperationsApi;
import io.opsagent.testing.RawAnswer;
import io.opsagent.testing.RawHttp;
import io.opsagent.testing.ScratchFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/**
 * Tomcat under a security manager, by its own {@code catalina.sh run -security}
 * (docs/spec/instrumentation.md 7, case 80): with a policy that allows everything, with Tomcat's
 * own one and a grant for opsagent.jar, whose applications may nearly nothing, and with Tomcat's
 * own one that does not know opsagent.jar.
 */
@FullMatrix
class SecurityManagerTest {
  private static final int LAST_WITH_SECURITY_MANAGER = 23;
  private static final List<String> PATHS =
      List.of(
          "/examples/servlets/servlet/HelloWorldExample",
          "/examples/servlets/servlet/RequestHeaderExample",
          "/examples/servlets/servlet/SessionExample?dataname=a&datavalue=b",
          "/examples/async/async0",
          "/examples/jsp/jsp2/el/basic-arithmetic.jsp",
          "/flush/page.jsp",
          "/examples/nowhere");

  @Test
  void a_policy_that_allows_everything() throws IOException {
    assertRecorded("all", (ownPolicy, jar) -> "grant { permission java.security.AllPermission; };");
  }

  @Test
  void applications_that_may_nearly_nothing_are_recorded_once_the_agent_is_granted_all()
      throws IOException {
    assertRecorded(
        "granted",
        (ownPolicy, jar) ->
            ownPolicy
                + "\ngrant codeBase \"file:"
                + jar
                + "\" { permission java.security.AllPermission; };\n");
  }

  @Test
  void a_policy_that_does_not_know_the_agent_is_one_line_that_says_what_to_grant()
      throws IOException {
    Path folder = ScratchFolder.create(SecurityManagerTest.class, "unknown");
    Path jar = AgentJar.require().path();
    Map<String, RawAnswer> expected = withoutAgent(folder, (ownPolicy, same) -> ownPolicy);
    try (TomcatRun run = start(folder.resolve("with"), (ownPolicy, same) -> ownPolicy, true)) {
      assertSame(expected, answers(run));
      assertThat(run.process().stderr())
          .filteredOn(line -> line.contains("OpsAgent"))
          .singleElement()
          .asString()
          .contains(
              "the application runs without it",
              "grant codeBase \"file:" + jar + "\" { permission java.security.AllPermission; };");
      assertThat(run.everythingWritten()).noneMatch(line -> line.contains("\tat io.opsagent."));
    }
  }

  @FunctionalInterface
  private interface Policy {
    /** Text of the policy file, from the one that Tomcat brings. */
    String of(String ownPolicy, Path jar);
  }

  private static void assertRecorded(String name, Policy policy) throws IOException {
    Path folder = ScratchFolder.create(SecurityManagerTest.class, name);
    Map<String, RawAnswer> expected = withoutAgent(folder, policy);
    try (TomcatRun run = start(folder.resolve("with"), policy, true)) {
      Map<String, RawAnswer> answers = answers(run);
      assertSame(expected, answers);
      OperationsApi api = run.api();
      for (Map.Entry<String, RawAnswer> answer : answers.entrySet()) {
        assertThat(api.awaitLogs(LogFilter.requestId(idOf(answer.getKey())), 1))
            .singleElement()
            .satisfies(row -> assertThat(row.status()).contains(answer.getValue().status()));
      }
      long page = api.awaitLogs(LogFilter.requestId(idOf("/flush/page.jsp")), 1).get(0).id();
      assertThat(api.log(page).json().path("result"))
          .as("what was sent while the page was on the stack")
          .hasSize(2_500);
      assertThat(api.agent().path("joinPoints"))
          .isNotEmpty()
          .allSatisfy(point -> assertThat(point.path("failures").asInt()).as("%s", point).isZero());
      assertThat(api.agent().at("/rows/leftOutByReason/facts_not_readable").asLong()).isZero();
      run.process().stop();
      assertThat(run.everythingWritten())
          .noneMatch(line -> line.contains("AccessControlException"))
          .noneMatch(line -> line.contains("\tat io.opsagent."));
    }
  }

  private static Map<String, RawAnswer> withoutAgent(Path folder, Policy policy)
      throws IOException {
    try (TomcatRun run = start(folder.resolve("without"), policy, false)) {
      return answers(run);
    }
  }

  private static TomcatRun start(Path folder, Policy policy, boolean withAgent) throws IOException {
    if (Jdk.running().feature() > LAST_WITH_SECURITY_MANAGER) {
      throw new TestAbortedException(Jdk.running() + " has no security manager any more");
    }
    TomcatPlan plan =
        TomcatPlan.of(9)
            .withExamples()
            .deploying(Path.of("src/test/webapps/flush").toAbsolutePath())
            .argument("-security");
    Path conf = Files.createDirectories(folder.resolve("base/conf"));
    String own = Files.readString(plan.home().resolve("conf/catalina.policy"));
    Files.writeString(conf.resolve("catalina.policy"), policy.of(own, AgentJar.require().path()));
    List<String> options = new ArrayList<>();
    if (withAgent) {
      Path config =
          AgentConfig.forTest(folder.resolve("data")).writeTo(folder.resolve("ops.properties"));
      options.add(AgentJar.require().option("config=" + config));
    }
    return plan.with(options).start(folder);
  }

  private static Map<String, RawAnswer> answers(TomcatRun run) throws IOException {
    Map<String, RawAnswer> answers = new LinkedHashMap<>();
    for (String path : PATHS) {
      answers.put(
          path,
          RawHttp.exchange(
              run.port(),
              "GET "
                  + path
                  + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Request-ID: "
                  + idOf(path)
                  + "\r\n\r\n"));
    }
    return answers;
  }

  private static String idOf(String path) {
    return "id-" + PATHS.indexOf(path);
  }

  private static void assertSame(Map<String, RawAnswer> without, Map<String, RawAnswer> with) {
    AnswerComparison comparison =
        AnswerComparison.strict().with(Normaliser.JAVA_DATE).with(Normaliser.ISO_TIME);
    without.forEach(
        (path, answer) -> {
          RawAnswer other = with.get(path);
          if (other == null) {
            throw new AssertionError("no answer for " + path);
          }
          comparison.assertSame(path, answer, other);
        });
  }
}
