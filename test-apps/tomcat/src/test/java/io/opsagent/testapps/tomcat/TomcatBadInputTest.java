package io.opsagent.testapps.tomcat;

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
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Input that no good client sends, and applications that fail, without and with the agent. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.opsagent.testapps.tomcat.TomcatCase#onRunningJdk")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TomcatBadInputTest {
  private static final Map<TomcatCase, TomcatPair> PAIRS = new ConcurrentHashMap<>();
  private static final AnswerComparison STRICT = AnswerComparison.strict();
  private static final String HIDDEN = "HIDDEN";

  private final TomcatPair pair;

  TomcatBadInputTest(TomcatCase tomcat) {
    pair = Objects.requireNonNull(PAIRS.get(tomcat));
  }

  @BeforeParameterizedClassInvocation
  static void start(TomcatCase tomcat) throws IOException {
    PAIRS.put(tomcat, TomcatPair.start(TomcatBadInputTest.class, tomcat, List.of("probe")));
  }

  @AfterParameterizedClassInvocation
  static void stop(TomcatCase tomcat) {
    TomcatPair pair = PAIRS.remove(tomcat);
    if (pair != null) {
      pair.close();
    }
  }

  @Test
  @Order(1)
  void a_request_that_tomcat_refuses_is_refused_in_the_same_way() {
    SoftAssertions all = new SoftAssertions();
    BadRequests.all()
        .forEach(
            (name, request) ->
                all.check(
                    () -> {
                      RawAnswer without = RawHttp.exchange(pair.without().port(), request);
                      RawAnswer with = RawHttp.exchange(pair.with().port(), request);
                      assertThat(without.status()).as(name).isEqualTo(400);
                      STRICT.assertSame(name, without, with);
                    }));
    all.assertAll();
  }

  @Test
  @Order(2)
  void each_refused_request_is_recorded_as_a_bad_request() {
    // The first test has sent each of them once; nothing else in this class is answered with 400.
    OperationsApi api = pair.api();
    LogFilter refused = LogFilter.all().with("status", "400");
    for (LogRow row : api.awaitLogs(refused, BadRequests.all().size())) {
      assertThat(api.log(row.id()).outcome()).as("%s", row).isEqualTo("bad_request");
      assertThat(row.level()).as("%s", row).isEqualTo("WARN");
    }
  }

  @Test
  void a_request_sent_byte_by_byte_is_one_request() throws IOException {
    String form = "a=1&b=2";
    Step step = Step.form("byte-by-byte", "/probe/echo.jsp", form);
    RawAnswer without = slowly(pair.without().port(), step);
    RawAnswer with = slowly(pair.with().port(), step);
    assertThat(without.text()).isEqualTo("POST 7 bytes, sum " + form.chars().sum());
    STRICT.assertSame("byte by byte", without, with);
    ExpectedRow.assertRecorded(pair.api(), new Exchange(step, with));
  }

  @Test
  void a_client_that_leaves_in_the_middle_of_its_body_is_one_aborted_request() throws IOException {
    for (TomcatServer server : List.of(pair.without(), pair.with())) {
      try (RawHttp connection = RawHttp.connect(server.port())) {
        connection.send(request("POST", "/probe/echo.jsp", "half-body", "Content-Length: 1000"));
        connection.send("only a part of it");
      }
    }
    assertAborted("half-body");
  }

  @Test
  void a_client_that_resets_in_the_middle_of_its_body_is_one_aborted_request() throws IOException {
    for (TomcatServer server : List.of(pair.without(), pair.with())) {
      try (RawHttp connection = RawHttp.connect(server.port())) {
        connection.send(
            request(
                "POST",
                "/probe/echo.jsp",
                "reset-body",
                "Transfer-Encoding: chunked",
                "Expect: 100-continue"));
        // A reset throws away what the server has not read yet: wait until the application reads.
        assertThat(connection.readHead().status()).isEqualTo(100);
        connection.reset();
      }
    }
    assertAborted("reset-body");
  }

  @Test
  void a_client_that_resets_while_it_is_answered_is_one_aborted_request() throws IOException {
    for (TomcatServer server : List.of(pair.without(), pair.with())) {
      try (RawHttp connection = RawHttp.connect(server.port())) {
        connection.send(request("GET", "/probe/endless.jsp", "reset-answer"));
        assertThat(connection.readHead().status()).isEqualTo(200);
        connection.reset();
      }
    }
    assertThat(assertAborted("reset-answer").status()).contains(200);
  }

  @Test
  void a_connection_without_a_byte_is_no_request() throws IOException {
    int refused = pair.api().logs(LogFilter.path("")).size();
    for (TomcatServer server : List.of(pair.without(), pair.with())) {
      RawHttp.connect(server.port()).close();
      RawHttp.connect(server.port()).reset();
    }
    OperationsApi api = pair.api();
    Step step = Step.get("after-nothing", "/probe/echo.jsp");
    RawAnswer answer = RawHttp.exchange(pair.with().port(), step.bytes());
    ExpectedRow.assertRecorded(api, new Exchange(step, answer));
    assertThat(api.logs(LogFilter.path(""))).hasSize(refused);
  }

  @Test
  void an_application_that_fails_answers_the_same_and_its_exception_is_recorded()
      throws IOException {
    Step step = Step.get("boom", "/probe/boom.jsp");
    RawAnswer with = assertSameAnswer(step, 500);
    LogRow row = onlyRow("boom");
    ExpectedRow.assertRecorded(pair.api(), new Exchange(step, with));
    assertThat(row.level()).isEqualTo("ERROR");
    assertThat(row.json().path("messages").toString())
        .contains("java.lang.IllegalStateException: boom on purpose")
        .contains("java.io.IOException: its cause");
    assertThat(row.json().path("trace").toString()).contains("log.error");
  }

  @Test
  void an_answer_that_fails_after_its_commit_is_cut_the_same_and_its_exception_is_recorded()
      throws IOException {
    Step step = Step.get("after-commit", "/probe/fail-after-commit.jsp");
    RawAnswer with = assertSameAnswer(step, 200);
    assertThat(with.text()).startsWith("the first part");
    assertThat(with.complete()).isFalse();
    LogRow row = onlyRow("after-commit");
    assertThat(row.status()).contains(200);
    assertThat(row.json().path("messages").toString()).contains("boom after commit");
  }

  @Test
  void a_body_that_is_no_text_is_counted_and_not_kept() throws IOException {
    byte[] body = new byte[10_000];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) (i * 7);
    }
    byte[] marker = "MARKER-INSIDE".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(marker, 0, body, 5_000, marker.length);
    Step step =
        Step.request("binary", "POST", "/probe/echo.jsp")
            .withHeader("Content-Type: application/octet-stream")
            .withHeader("Content-Length: " + body.length)
            .withBody(body);
    RawAnswer with = assertSameAnswer(step, 200);
    assertThat(with.text()).startsWith("POST 10000 bytes, sum ");
    LogRow row = onlyRow("binary");
    ExpectedRow.assertRecorded(pair.api(), new Exchange(step, with));
    assertThat(row.json().path("request_type").asText()).isEqualTo("application/octet-stream");
    assertThat(row.toString()).doesNotContain("MARKER-INSIDE");
  }

  @Test
  void secrets_of_a_failed_request_are_masked_everywhere() throws IOException {
    String json =
        "{\"user\": \"anna\", \"password\": \"HIDDEN-1\", \"nested\":"
            + " {\"my_secret\": \"HIDDEN-2\", \"list\": [{\"pwd\": 1234509876, \"ok\": 2}]}}";
    assertSameAnswer(
        json("secrets", json)
            .withHeader("Authorization: Basic HIDDEN-3")
            .withHeader("Cookie: login=HIDDEN-4"),
        500);
    LogRow row = onlyRow("secrets");
    assertThat(row.toString()).doesNotContain(HIDDEN).doesNotContain("1234509876");
    JsonNode data = row.json().path("data");
    assertThat(data.path("user").asText()).isEqualTo("anna");
    assertThat(data.path("password").asText()).isEqualTo("******");
    assertThat(data.path("nested").path("my_secret").asText()).isEqualTo("******");
    assertThat(data.path("nested").path("list").path(0).path("ok").asInt()).isEqualTo(2);
    assertThat(row.json().path("query").path("p_key").asText()).isEqualTo("******");
    assertThat(row.json().path("result").path("access_token").asText()).isEqualTo("******");
    assertThat(row.json().path("result").path("ok").asInt()).isEqualTo(2);
  }

  @Test
  void secrets_in_a_body_that_is_cut_or_no_json_are_masked() throws IOException {
    assertSameAnswer(
        json("cut-json", "{\"password\": \"HIDDEN-5\", \"filler\": \"" + "x".repeat(40_000)), 500);
    assertSameAnswer(json("bad-json", "{\"password\": \"HIDDEN-6\", oops"), 500);
    assertThat(onlyRow("cut-json").toString()).doesNotContain(HIDDEN);
    assertThat(onlyRow("bad-json").toString()).doesNotContain(HIDDEN);
  }

  @Test
  @Order(Integer.MAX_VALUE - 1)
  void no_secret_is_in_any_file_of_the_agent() throws IOException {
    pair.api().awaitLogs(LogFilter.requestId("secrets"), 1);
    pair.with().process().stop();
    try (Stream<Path> files = Files.walk(pair.agentDataFolder())) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      assertThat(all).isNotEmpty();
      for (Path file : all) {
        byte[] bytes = Files.readAllBytes(file);
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
            .as("%s", file)
            .doesNotContain(HIDDEN)
            .doesNotContain("H\0I\0D\0D\0E\0N");
      }
    }
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void until_its_end_the_server_writes_no_line_more_than_without_the_agent() {
    pair.without().process().stop();
    pair.with().process().stop();
    pair.assertOutputIsTheSame();
  }

  /** Sends the step to both, compares, and gives the answer of the second. */
  private RawAnswer assertSameAnswer(Step step, int status) throws IOException {
    RawAnswer without = RawHttp.exchange(pair.without().port(), step.bytes());
    RawAnswer with = RawHttp.exchange(pair.with().port(), step.bytes());
    assertThat(without.status()).as("%s", step).isEqualTo(status);
    STRICT.assertSame(step.toString(), without, with);
    return with;
  }

  private LogRow assertAborted(String requestId) {
    LogRow row = onlyRow(requestId);
    assertThat(row.outcome()).as("%s", row).isEqualTo("aborted");
    return row;
  }

  private LogRow onlyRow(String requestId) {
    OperationsApi api = pair.api();
    return api.log(api.awaitLogs(LogFilter.requestId(requestId), 1).get(0).id());
  }

  private static Step json(String name, String body) {
    return Step.request(name, "POST", "/probe/error-status.jsp?code=500&p_key=HIDDEN-query")
        .withHeader("Content-Type: application/json")
        .withHeader("Content-Length: " + body.length())
        .withBody(body.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String request(String method, String path, String id, String... headers) {
    StringBuilder text = new StringBuilder();
    text.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: localhost:8080\r\n");
    text.append("X-Request-ID: ").append(id).append("\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    return text.append("\r\n").toString();
  }

  private static RawAnswer slowly(int port, Step step) throws IOException {
    try (RawHttp connection = RawHttp.connect(port)) {
      return connection.sendSlowly(step.bytes(), Duration.ofMillis(1)).read(step.method());
    }
  }
}
