package io.opsagent.testapps.servers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.testing.AgentConfig;
import io.opsagent.testing.FreePort;
import io.opsagent.testing.LogFilter;
import io.opsagent.testing.LogRow;
import io.opsagent.testing.OperationsApi;
import io.opsagent.testing.OutputWatch;
import io.opsagent.testing.RawAnswer;
import io.opsagent.testing.RawHttp;
import io.opsagent.testing.ScratchFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * What was recorded when the application ended, in whatever way, is there when it runs again. With
 * the defaults of the agent: what is said here holds in production.
 */
class RestartTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int KILLED = 137;
  private static final int TERMINATED = 143;

  /** Rows to see before the kill, and as many after them: with 200 a second 1.5 s of load each. */
  private static final int LOAD_ROWS = 300;

  private final Path folder;
  private final Path dataFolder;

  RestartTest(TestInfo test) {
    folder = ScratchFolder.create(RestartTest.class, test.getDisplayName());
    dataFolder = folder.resolve("data");
  }

  @Test
  void an_application_that_is_killed_under_load_finds_all_rows_up_to_the_last_flush()
      throws IOException {
    LogFilter ofLoad = LogFilter.path("/hello");
    Set<Long> shown;
    int answered;
    try (RunningServer server = launch(Application.NETTY, "first");
        SteadyLoad load = SteadyLoad.on(server.port())) {
      OperationsApi api = server.api();
      awaitRows(api, ofLoad, LOAD_ROWS);
      shown = ids(api.logs(ofLoad));
      // A row is in the file half a second after it is in the API; under this load as many again
      // take three times as long.
      awaitRows(api, ofLoad, shown.size() + LOAD_ROWS);
      assertThat(load.isBroken()).as("under load until now").isFalse();
      assertThat(server.process().kill()).isEqualTo(KILLED);
      Awaitility.await("end of the load").atMost(TIMEOUT).until(load::isBroken);
      answered = load.answered();
    }

    try (RunningServer again = launch(Application.NETTY, "again")) {
      assertThat(exchange(again, Call.get("again", "/search", 200)).status()).isEqualTo(200);
      OperationsApi api = again.api();
      api.awaitLogs(LogFilter.requestId("again"), 1);
      List<LogRow> found = api.logs(ofLoad);
      assertThat(ids(found)).containsAll(shown).hasSameSizeAs(found);
      // The last request may have been recorded and its answer cut off by the kill.
      assertThat(found).hasSizeBetween(shown.size(), answered + 1);
      assertThat(found).allSatisfy(row -> assertThat(row.status()).contains(200));
      assertThat(api.logs(LogFilter.requestId("load-0"))).hasSize(1);
      assertThat(linesOfAgent(again)).isEmpty();
    }
  }

  @Test
  void a_request_just_before_the_application_is_told_to_end_is_in_the_database()
      throws IOException {
    Call first = Call.get("first", "/hello", 200);
    Call last =
        Call.post(
            "last",
            "/register",
            "application/x-www-form-urlencoded",
            "user=anna&password=" + Traffic.SECRET,
            422);
    try (RunningServer server = launch(Application.UNDERTOW, "first")) {
      exchange(server, first);
      server.api().awaitLogs(LogFilter.requestId(first.name()), 1);
      exchange(server, last);
      assertThat(server.process().stop()).isEqualTo(TERMINATED);
    }

    try (RunningServer again = launch(Application.UNDERTOW, "again")) {
      exchange(again, Call.get("again", "/hello", 200));
      ExpectedRow rows = new ExpectedRow(again);
      assertThat(rows.only(first.name()).json().path("request_headers"))
          .as("headers of an uneventful request in production")
          .isEmpty();
      LogRow row = rows.only(last.name());
      assertThat(row.status()).contains(422);
      assertThat(row.outcome()).isEqualTo("completed");
      JsonNode json = row.json();
      assertThat(json.at("/data/user").asText()).isEqualTo("anna");
      assertThat(json.at("/data/password").asText()).isEqualTo("******");
      assertThat(json.at("/request_headers/X-Request-ID").asText()).isEqualTo(last.name());
      assertThat(row.toString()).doesNotContain(Traffic.SECRET);
      assertThat(linesOfAgent(again)).isEmpty();
    }
  }

  @Test
  void a_database_that_is_garbage_is_set_aside_with_one_line_and_everything_works()
      throws IOException {
    byte[] garbage =
        "this was never a database\n".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
    Path slot = Files.createDirectories(dataFolder.resolve("slot-0"));
    Files.write(slot.resolve("ops.mv.db"), garbage);
    try (RunningServer server = launch(Application.UNDERTOW, "run")) {
      Call call = Call.get("with-garbage", "/hello", 200);
      RawAnswer answer = exchange(server, call);
      assertThat(answer.text()).isEqualTo("hello\n");
      ExpectedRow rows = new ExpectedRow(server);
      rows.assertRecorded(call, answer);
      assertThat(server.api().health()).isEqualTo(200);
      Path aside = onlyFileSetAside(slot);
      assertThat(aside).hasBinaryContent(garbage);
      assertThat(server.process().stop()).isEqualTo(TERMINATED);
      List<String> lines = linesOfAgent(server);
      assertThat(lines).hasSize(1);
      assertThat(lines.get(0))
          .contains(slot.resolve("ops.mv.db").toString(), aside.getFileName().toString());
      assertThat(server.process().stderr())
          .noneMatch(line -> line.contains("Exception") || line.startsWith("\tat "));
    }
  }

  private RunningServer launch(Application application, String run) {
    AgentConfig config =
        AgentConfig.empty()
            .everyRequest()
            .with(AgentConfig.PORT_KEY, Integer.toString(FreePort.pick()))
            .with(AgentConfig.DATA_DIR_KEY, dataFolder.toString());
    return RunningServer.launchWithAgent(application, folder.resolve(run), config);
  }

  private static RawAnswer exchange(RunningServer server, Call call) throws IOException {
    RawAnswer answer = RawHttp.exchange(server.port(), call.bytes());
    assertThat(answer.status()).as("%s", call).isEqualTo(call.status());
    return answer;
  }

  private static void awaitRows(OperationsApi api, LogFilter filter, int atLeast) {
    Awaitility.await(atLeast + " rows for " + filter)
        .atMost(TIMEOUT)
        .until(() -> api.countLogs(filter) >= atLeast);
  }

  private static Set<Long> ids(List<LogRow> rows) {
    return rows.stream().map(LogRow::id).collect(Collectors.toCollection(HashSet::new));
  }

  /** What the agent says besides its banner. */
  private static List<String> linesOfAgent(RunningServer server) {
    return server.process().output().stream()
        .filter(line -> line.contains("OpsAgent") || line.contains("opsagent"))
        .filter(line -> !OutputWatch.BANNER.matcher(line).find())
        .toList();
  }

  private static Path onlyFileSetAside(Path slot) throws IOException {
    try (Stream<Path> files = Files.list(slot)) {
      List<Path> aside =
          files.filter(file -> file.getFileName().toString().contains("corrupt")).toList();
      assertThat(aside).hasSize(1);
      return aside.get(0);
    }
  }
}
