package io.opsagent.testapps.servers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.testing.AnswerComparison;
import io.opsagent.testing.LogFilter;
import io.opsagent.testing.LogRow;
import io.opsagent.testing.OperationsApi;
import io.opsagent.testing.RawAnswer;
import io.opsagent.testing.RawHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Undertow's handlers and Netty's codec without and with the agent. For each application and JDK
 * all traffic is sent to both servers once; the tests look at what came of it.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("io.opsagent.testapps.servers.ServerCase#all")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PlainServersTest {
  private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final AnswerComparison STRICT = AnswerComparison.strict();

  // What the tests below send besides the traffic, on every server.
  private static final List<String> SENT_BY_TESTS =
      List.of(
          "after-bad-lines",
          "half-upload",
          "endless",
          "after-nothing",
          "visible-after-quiet",
          "visible-after-another",
          "last");

  private static final Map<ServerCase, ServerPair> PAIRS = new ConcurrentHashMap<>();

  private final Application application;
  private final ServerPair pair;
  private final ExpectedRow rows;

  PlainServersTest(ServerCase serverCase) {
    application = serverCase.application();
    pair = Objects.requireNonNull(PAIRS.get(serverCase));
    rows = new ExpectedRow(pair.with());
  }

  @BeforeParameterizedClassInvocation
  static void sendEverythingToBoth(ServerCase serverCase) throws IOException {
    PAIRS.put(serverCase, ServerPair.start(PlainServersTest.class, serverCase));
  }

  @AfterParameterizedClassInvocation
  static void stop(ServerCase serverCase) {
    ServerPair pair = PAIRS.remove(serverCase);
    if (pair != null) {
      pair.close();
    }
  }

  @Test
  @Order(1)
  void every_request_is_answered_with_the_agent_as_without() {
    assertThat(pair.answersWith().keySet()).isEqualTo(pair.answersWithout().keySet());
    SoftAssertions all = new SoftAssertions();
    pair.answersWithout()
        .forEach(
            (call, answer) -> {
              RawAnswer other = Objects.requireNonNull(pair.answersWith().get(call));
              all.assertThat(answer.status()).as("%s", call).isEqualTo(call.status());
              all.assertThat(STRICT.difference(answer, other)).as("%s", call).isEmpty();
            });
    all.assertAll();
  }

  @Test
  @Order(1)
  void every_request_is_one_row_with_the_right_facts() {
    SoftAssertions all = new SoftAssertions();
    pair.answersWith()
        .forEach(
            (call, answer) ->
                all.check(
                    () -> assertThat(call).satisfies(sent -> rows.assertRecorded(sent, answer))));
    all.assertAll();
  }

  @Test
  @Order(2)
  void a_request_line_that_is_none_is_a_bad_request() throws IOException {
    for (Map.Entry<String, String> request : Traffic.badRequestLines().entrySet()) {
      RawAnswer without = RawHttp.exchange(pair.without().port(), request.getValue());
      RawAnswer with = RawHttp.exchange(pair.with().port(), request.getValue());
      assertThat(without.status()).as(request.getKey()).isEqualTo(400);
      STRICT.assertSame(request.getKey(), without, with);
    }
    // A row of a later request: what came before it would be there as well.
    assertThat(rows.only(probe("after-bad-lines")).status()).contains(200);
    OperationsApi api = pair.with().api();
    LogFilter refused = LogFilter.all().with("status", "400");
    int expected = Traffic.badRequestLines().size();
    for (LogRow row : api.awaitLogs(refused, expected)) {
      assertThat(api.log(row.id()).outcome()).as("%s", row).isEqualTo("bad_request");
      assertThat(row.level()).as("%s", row).isEqualTo("WARN");
      assertThat(row.path()).as("%s", row).isEmpty();
    }
  }

  @Test
  @Order(2)
  void a_client_that_leaves_in_the_middle_of_its_body_is_one_aborted_request() throws IOException {
    Call call = Call.post("half-upload", "/upload", "text/plain", "x".repeat(1_000), 200);
    for (RunningServer server : pair.both()) {
      try (RawHttp connection = RawHttp.connect(server.port())) {
        connection.send(call.head()).send("only a part of it");
      }
    }
    LogRow row = rows.only(call.name());
    assertThat(row.outcome()).as("%s", row).isEqualTo("aborted");
    // The application on Undertow hears of it and still tries to send a 500.
    assertThat(row.status().orElse(0))
        .as("%s", row)
        .isEqualTo(application == Application.UNDERTOW ? 500 : 0);
    assertThat(row.level()).as("%s", row).isEqualTo("WARN");
    assertThat(row.path()).isEqualTo("/upload");
    assertThat(row.json().at("/details/capture/request_body/bytes").asInt()).isEqualTo(17);
  }

  @Test
  @Order(2)
  void a_client_that_resets_while_it_is_answered_is_one_aborted_request() throws IOException {
    Call call = Call.get("endless", "/endless", 200);
    for (RunningServer server : pair.both()) {
      try (RawHttp connection = RawHttp.connect(server.port())) {
        connection.send(call.bytes());
        assertThat(connection.readHead().status()).isEqualTo(200);
        assertThat(connection.readBodyLine()).isNotEmpty();
        connection.reset();
      }
    }
    LogRow row = rows.only(call.name());
    assertThat(row.outcome()).as("%s", row).isEqualTo("aborted");
    assertThat(row.status()).as("%s", row).contains(200);
    assertThat(row.length().orElse(0L)).as("%s", row).isPositive();
  }

  @Test
  @Order(2)
  void a_connection_without_a_byte_is_no_request() throws IOException {
    for (RunningServer server : pair.both()) {
      RawHttp.connect(server.port()).close();
      RawHttp.connect(server.port()).reset();
    }
    // The count at the end would find a row of them.
    assertThat(rows.only(probe("after-nothing")).status()).contains(200);
  }

  @Test
  @Order(2)
  void the_exception_of_a_handler_is_kept_with_its_stack() {
    JsonNode row = rows.only("exception").json();
    assertThat(row.at("/details/exception_type").asText())
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(row.at("/messages/0").asText())
        .contains("nothing in stock for /fail", "com.example." + application);
    assertThat(row.at("/trace/0/name").asText()).isEqualTo("ERROR");
  }

  @Test
  @Order(2)
  void an_answer_from_another_thread_takes_as_long_as_the_application_did() {
    assertThat(rows.only("later").json().path("duration").asLong()).isBetween(60L, 20_000L);
  }

  @Test
  @Order(2)
  void bodies_and_queries_are_kept_as_what_they_are() {
    JsonNode query = rows.only("query").json().path("query");
    assertThat(query.path("q")).hasSize(2);
    assertThat(query.at("/q/1").asText()).isEqualTo("two words");
    JsonNode chunked = rows.only("chunked").json();
    assertThat(chunked.at("/data/item").asText()).isEqualTo("milk");
    assertThat(chunked.at("/result/order/item").asText()).isEqualTo("milk");
    JsonNode upload = rows.only("upload").json();
    assertThat(upload.at("/data/0").asText()).isEqualTo("one two");
    assertThat(upload.at("/data/1").asInt()).isEqualTo(3);
    assertCut("large", "response_body");
    assertCut("large-upload", "request_body");
    assertThat(rows.only("pipe-4").json().path("data").asText()).isEqualTo("four");
  }

  @Test
  @Order(2)
  void secrets_are_masked_in_the_detail_of_every_row() {
    JsonNode form = rows.only("form").json();
    assertThat(form.at("/data/user").asText()).isEqualTo("anna");
    assertThat(form.at("/data/password").asText()).isEqualTo("******");
    assertThat(form.at("/result/user").asText()).isEqualTo("anna");
    assertThat(form.at("/result/password").asText()).isEqualTo("******");
    assertThat(form.at("/request_headers/Authorization").asText()).isEqualTo("******");
    assertThat(form.at("/request_headers/Cookie").asText()).isEqualTo("******");
    JsonNode query = rows.only("secret-query").json();
    assertThat(query.at("/query/page").asText()).isEqualTo("2");
    assertThat(query.at("/query/api_key").asText()).isEqualTo("******");
    assertThat(rows.only("json").json().at("/data/pin_key").asText()).isEqualTo("******");
    pair.answersWith()
        .keySet()
        .forEach(
            call -> assertThat(rows.only(call.name()).toString()).doesNotContain(Traffic.SECRET));
  }

  @Test
  @Order(3)
  void a_row_is_in_the_api_within_two_seconds_of_the_end_of_its_request() throws IOException {
    OperationsApi api = pair.with().api();
    // Quiet for a while: the agent's threads sleep longest then.
    Awaitility.await("a quiet agent")
        .during(Duration.ofMillis(1_200))
        .atMost(TIMEOUT)
        .until(() -> offered(api), offered(api)::equals);
    for (String id : List.of("visible-after-quiet", "visible-after-another")) {
      probe(id);
      Awaitility.await("the row of " + id)
          .atMost(VISIBLE_WITHIN)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> api.logs(LogFilter.requestId(id)).size() == 1);
    }
  }

  @Test
  @Order(4)
  void nothing_is_recorded_that_was_not_sent() throws IOException {
    int refused = Traffic.badRequestLines().size();
    assertThat(rows.only(probe("last")).status()).contains(200);
    int expected = pair.answersWith().size() + SENT_BY_TESTS.size() + refused;
    assertThat(pair.with().api().awaitLogs(LogFilter.all(), expected)).hasSize(expected);
  }

  @Test
  @Order(5)
  void the_agent_reports_no_failure_no_loss_and_no_request_that_is_still_open() {
    OperationsApi api = pair.with().api();
    JsonNode report =
        Awaitility.await("the end of all requests")
            .atMost(TIMEOUT)
            .until(api::agent, agent -> agent.path("openExchanges").isEmpty());
    assertThat(report.path("joinPoints")).isNotEmpty();
    report
        .path("joinPoints")
        .forEach(
            joinPoint -> {
              assertThat(joinPoint.path("state").asText())
                  .as("%s", joinPoint)
                  .isEqualTo("attached");
              assertThat(joinPoint.path("failures").asLong()).as("%s", joinPoint).isZero();
              assertThat(joinPoint.path("lastFailure").isNull()).as("%s", joinPoint).isTrue();
            });
    assertThat(report.path("openExchanges").isArray()).isTrue();
    assertThat(report.path("notAttached").isArray()).isTrue();
    assertThat(report.path("notAttached")).isEmpty();
    assertAllZero(report.at("/ring/droppedByReason"));
    assertAllZero(report.at("/rows/leftOutByReason"));
    assertThat(report.at("/rows/failed").asLong(-1)).isZero();
    assertThat(report.at("/rows/written").asLong()).isEqualTo(api.countLogs(LogFilter.all()));
  }

  @Test
  @Order(Integer.MAX_VALUE - 1)
  void until_its_end_the_application_writes_no_line_more_than_without_the_agent() {
    assertThat(pair.with().process().stop()).isEqualTo(pair.without().process().stop());
    pair.assertOutputIsTheSame();
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void no_secret_is_in_any_file_of_the_agent() throws IOException {
    pair.with().process().stop();
    try (Stream<Path> files = Files.walk(pair.agentFolder())) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      assertThat(all).isNotEmpty();
      for (Path file : all) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as("%s", file)
            .doesNotContain(Traffic.SECRET)
            .doesNotContain("H\0I\0D\0D\0E\0N");
      }
    }
  }

  /** Sends a plain request to both servers and gives its id. */
  private String probe(String id) throws IOException {
    Call call = Call.get(id, "/hello", 200);
    RawAnswer without = RawHttp.exchange(pair.without().port(), call.bytes());
    STRICT.assertSame(id, without, RawHttp.exchange(pair.with().port(), call.bytes()));
    return id;
  }

  /** The beginning is kept, and that there was more is said. */
  private void assertCut(String call, String body) {
    JsonNode row = rows.only(call).json();
    assertThat(row.path(body.equals("request_body") ? "data" : "result").asText())
        .as("what is kept of the %s of %s", body, call)
        .hasSizeBetween(10_000, 16 * 1024);
    assertThat(row.at("/details/capture/" + body + "/left_out").asText())
        .as("why the rest of the %s of %s is not kept", body, call)
        .isEqualTo("truncated");
  }

  private static Long offered(OperationsApi api) {
    return api.agent().at("/ring/offered").asLong();
  }

  private static void assertAllZero(JsonNode counters) {
    assertThat(counters).isNotEmpty();
    counters.forEach(counter -> assertThat(counter.asLong()).as("%s", counters).isZero());
  }
}
