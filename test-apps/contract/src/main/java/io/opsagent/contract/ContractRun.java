package io.opsagent.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsagent.testing.AgentConfig;
import io.opsagent.testing.AgentJar;
import io.opsagent.testing.Jdk;
import io.opsagent.testing.LogFilter;
import io.opsagent.testing.Normaliser;
import io.opsagent.testing.OperationsApi;
import io.opsagent.testing.OutputWatch;
import io.opsagent.testing.ScratchFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One server on one JDK twice, without and with the agent, both still running, and what came of
 * sending every case to both. For one thread.
 */
final class ContractRun implements AutoCloseable {
  private static final Duration API_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration ROWS_TIMEOUT = Duration.ofSeconds(30);

  private final ContractServer server;
  private final RunningApplication without;
  private final RunningApplication with;
  private final Map<Integer, CaseRun> casesWithout;
  private final Map<Integer, CaseRun> casesWith;
  private final OperationsApi api;
  private final Rows rows;

  private ContractRun(
      ContractServer server,
      RunningApplication without,
      RunningApplication with,
      Map<Integer, CaseRun> casesWithout,
      Map<Integer, CaseRun> casesWith,
      OperationsApi api) {
    this.server = server;
    this.without = without;
    this.with = with;
    this.casesWithout = casesWithout;
    this.casesWith = casesWith;
    this.api = api;
    this.rows = awaitRows();
  }

  static ContractRun of(Class<?> test, ContractServer server, Jdk jdk, List<ContractCase> cases)
      throws Exception {
    Path folder = ScratchFolder.create(test, server + " on " + jdk);
    Fixtures fixtures = Fixtures.in(folder);
    Path second = Files.createDirectory(folder.resolve("with"));
    Path config =
        AgentConfig.forTest(folder.resolve("data"))
            .with("trusted-proxies", Conversation.TRUSTED_PEER)
            .with("capture.user-attribute", "user")
            .writeTo(second.resolve("ops.properties"));
    String agentOption = AgentJar.require().option("config=" + config);
    RunningApplication without =
        RunningApplication.launch(
            server, jdk, Files.createDirectory(folder.resolve("without")), fixtures, List.of());
    RunningApplication with =
        RunningApplication.launch(server, jdk, second, fixtures, List.of(agentOption));
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      // Both at once: each server gets its requests one after the other, so two cores are used.
      Future<Map<Integer, CaseRun>> casesWithout =
          pool.submit(() -> new CaseRunner(server, without.address(), null).run(cases));
      Future<Map<Integer, CaseRun>> casesWith =
          pool.submit(
              () ->
                  new CaseRunner(
                          server,
                          with.address(),
                          () -> OperationsApi.of(with.process(), API_TIMEOUT))
                      .run(cases));
      return new ContractRun(
          server,
          without,
          with,
          casesWithout.get(),
          casesWith.get(),
          OperationsApi.of(with.process(), API_TIMEOUT));
    } catch (Throwable e) {
      with.close();
      without.close();
      throw e;
    } finally {
      pool.shutdownNow();
    }
  }

  /** Fails unless both runs answered the same and the agent recorded what it must. */
  void assertPassed(ContractCase contractCase) {
    int number = contractCase.number();
    new CaseComparison(server, with.process().pid(), rows)
        .check(contractCase, casesWithout.get(number), casesWith.get(number));
  }

  /** Fails unless there is exactly one row for each request that was sent. */
  void assertNothingElseWasRecorded() {
    long expected = expectedRows();
    long found = api.countLogs(LogFilter.all());
    if (found != expected) {
      throw new AssertionError(
          found
              + " rows for "
              + expected
              + " requests; rows of no known request: "
              + rows.unclaimed(casesWith.values()));
    }
  }

  /** Fails if the agent says that a request is still open, something failed or was dropped. */
  void assertAgentIsWell() {
    Awaitility.await("no open exchange")
        .atMost(ROWS_TIMEOUT)
        .untilAsserted(
            () -> {
              JsonNode open = api.agent().path("openExchanges");
              if (!open.isArray() || !open.isEmpty()) {
                throw new AssertionError("open exchanges: " + open);
              }
            });
    JsonNode agent = api.agent();
    JsonNode joinPoints = agent.path("joinPoints");
    if (joinPoints.isEmpty()) {
      throw new AssertionError("the agent names no join points");
    }
    for (JsonNode joinPoint : joinPoints) {
      if (joinPoint.path("failures").asLong() > 0
          || joinPoint.path("state").asText().equals("switched_off")) {
        throw new AssertionError("a join point failed: " + joinPoint);
      }
    }
    assertZero("dropped", agent.path("ring").path("droppedByReason"));
    assertZero("left out", withoutExpected(agent.path("rows").path("leftOutByReason")));
    if (agent.path("rows").path("failed").asLong() > 0) {
      throw new AssertionError("rows were lost: " + agent.path("rows"));
    }
  }

  /** Stops both; fails if the second wrote a line that the first has not, but for the banner. */
  void assertOutputIsTheSame() {
    without.process().stop();
    with.process().stop();
    OutputWatch watch =
        OutputWatch.strict()
            .with(Normaliser.of("qtp\\d+-\\d+", "<thread>"))
            .with(Normaliser.of("XNIO-\\d+ (task|I/O)-\\d+", "<thread>"))
            // In a stack, chance decides which thread of the server was reading.
            .allowing(
                "^\\s+at (org\\.eclipse\\.jetty|org\\.xnio|io\\.undertow|org\\.jboss\\.threads)\\.")
            .allowing("^\\s+\\.\\.\\. \\d+ more$")
            .with(Normaliser.of("(?<=@)[0-9a-f]{5,8}(?![0-9A-Za-z])", "<identity hash>"))
            .with(Normaliser.of("(?<=\\{)[0-9a-f]{6,8}(?=[,}])", "<identity hash>"));
    for (RunningApplication application : List.of(without, with)) {
      ServerAddress address = application.address();
      for (int port : new int[] {address.plain(), address.tls(), address.strict()}) {
        watch = port == 0 ? watch : watch.with(Normaliser.port(port));
      }
    }
    watch.assertOnlyBannerAdded(without.process(), with.process());
  }

  @Override
  public void close() {
    try {
      with.close();
    } finally {
      without.close();
    }
  }

  private Rows awaitRows() {
    long expected = expectedRows();
    try {
      Awaitility.await("rows of all requests")
          .atMost(ROWS_TIMEOUT)
          .until(() -> api.countLogs(LogFilter.all()) >= expected);
    } catch (ConditionTimeoutException e) {
      // Each case says by itself what is missing.
      return Rows.of(api);
    }
    return Rows.of(api);
  }

  private long expectedRows() {
    boolean countsRefused = server.has(Trait.SHOWS_REFUSED_REQUESTS);
    return casesWith.values().stream()
        .mapToLong(run -> rowsOf(run) + (countsRefused ? run.refused().size() : 0))
        .sum();
  }

  private long rowsOf(CaseRun run) {
    return run.sent().values().stream()
        .filter(sent -> sent.request().expected().leavesRow(server))
        .count();
  }

  private JsonNode withoutExpected(JsonNode leftOut) {
    return server.has(Trait.FORGETS_FAILED_ASYNC)
        ? ((ObjectNode) leftOut.deepCopy()).without("abandoned")
        : leftOut;
  }

  private static void assertZero(String what, JsonNode counters) {
    for (var counter : counters.properties()) {
      if (counter.getValue().asLong() != 0) {
        throw new AssertionError(what + ": " + counters);
      }
    }
  }
}
