package io.opsagent.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.capture.BodyMemory;
import io.opsagent.capture.Capture;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.ExchangeRing;
import io.opsagent.capture.OpenExchanges;
import io.opsagent.server.errors.ErrorCounter;
import io.opsagent.server.metrics.RequestMetrics;
import io.opsagent.server.net.TrustedProxies;
import io.opsagent.server.statistics.TrafficCounter;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.ConfigurationLoader;
import io.opsagent.settings.Keys;
import io.opsagent.storage.ServiceLog;
import io.opsagent.storage.errors.ErrorGroup;
import io.opsagent.storage.errors.ErrorSpan;
import io.opsagent.storage.errors.ErrorSummary;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The conformance cases 58 to 65 and 73 (operations-api.md 12): from a captured exchange to what a
 * caller of the API reads.
 */
class LogCasesTest {
  private static final long MILLI = 1_000;
  private static final String JSON = "application/json";

  private final ExceptionReader exceptions =
      new ExceptionReader(
          (name, work) -> new Thread(work, name), () -> settings("").masking(), 1_000);
  private RunningServer running;

  @BeforeEach
  void start() {
    running = RunningServer.start();
  }

  @AfterEach
  void stop() {
    running.close();
    exceptions.stop();
  }

  private static Configuration configuration(String arguments) {
    return ConfigurationLoader.load(arguments, Map.of(), new Properties(), null).configuration();
  }

  private static LogSettings settings(String arguments) {
    return LogSettings.of(configuration(arguments));
  }

  private static TestMessage message(String arguments) {
    return new TestMessage(CaptureConfiguration.of(configuration(arguments)))
        .request("Content-Type", JSON)
        .response("Content-Type", JSON);
  }

  /** Rows that the API has of a request. */
  private JsonNode rows(TestMessage message, String arguments, long durationMicros)
      throws InterruptedException {
    Configuration configuration = configuration(arguments);
    LogQueue queue = new LogQueue(10, 1_000_000);
    ExchangeReader reader =
        new ExchangeReader(
            new Routes(10),
            new TrustedProxies(configuration.get(Keys.TRUSTED_PROXIES)),
            new WallClock(Clock.systemUTC()));
    new Recorder(
            exchange -> LogSemanticsTest.lasting(reader.read(exchange), durationMicros),
            new TrafficCounter("shop", "test", rows -> {}, open -> {}),
            new ExchangeFormatter("shop", exceptions, () -> null),
            queue,
            new RowObservers(
                new RequestMetrics(() -> new RequestMetrics.InFlight(0, 0)),
                new ErrorCounter("shop", "test"),
                row -> {},
                (ended, use) -> {}),
            LogSettings.of(configuration))
        .record(message.end());
    running.store(queue.take(10, 1_000_000, 0).toArray(new ServiceLog[0]));
    return running.get("/logs/service").result();
  }

  /** The newest row in full. */
  private JsonNode row(TestMessage message, String arguments, long durationMicros)
      throws InterruptedException {
    JsonNode rows = rows(message, arguments, durationMicros);
    assertThat(rows).isNotEmpty();
    return running.get("/logs?id=" + rows.get(0).get("id").asLong()).result();
  }

  private boolean isVolatile(JsonNode row) {
    return running.logs.find("shop", row.get("id").asLong()).orElseThrow().isVolatile();
  }

  @Test
  void case_58_a_development_service_stores_all_of_a_good_request() throws Exception {
    TestMessage message =
        message("production=false").method("POST").read("{\"a\":1}").write("{\"b\":2}");
    JsonNode row = row(message, "production=false", MILLI);
    assertThat(row.get("level").asText()).isEqualTo("INFO");
    assertThat(isVolatile(row)).isTrue();
    assertThat(row.get("method").asText()).isEqualTo("post");
    assertThat(row.get("time").isFloatingPointNumber()).isTrue();
    assertThat(row.get("time").asDouble())
        .isBetween(Instant.now().getEpochSecond() - 60.0, Instant.now().getEpochSecond() + 1.0);
    assertThat(row.get("request_headers").has("content-type")).isTrue();
    assertThat(row.get("response_headers").has("content-type")).isTrue();
    assertThat(row.get("data").toString()).isEqualTo("{\"a\":1}");
    assertThat(row.get("result").toString()).isEqualTo("{\"b\":2}");
  }

  @Test
  void case_59_a_production_service_stores_all_of_a_bad_request_only() throws Exception {
    JsonNode good = row(message("").read("{\"a\":1}").write("{\"b\":2}"), "", MILLI);
    assertThat(good.get("request_headers").toString()).isEqualTo("{}");
    assertThat(good.get("data").isNull()).isTrue();
    assertThat(good.get("result").isNull()).isTrue();
    TestMessage refused =
        message("")
            .status(401)
            .request("Authorization", "Bearer xyz")
            .read("{\"password\":\"p\"}")
            .write("{\"why\":\"no\"}");
    JsonNode bad = row(refused, "", MILLI);
    assertThat(bad.get("level").asText()).isEqualTo("WARN");
    assertThat(isVolatile(bad)).isFalse();
    assertThat(bad.get("request_headers").get("authorization").asText()).isEqualTo("******");
    assertThat(bad.get("data").toString()).isEqualTo("{\"password\":\"******\"}");
    assertThat(bad.get("result").toString()).isEqualTo("{\"why\":\"no\"}");
  }

  @Test
  void case_60_an_exception_is_one_event_whose_message_ends_in_its_text() throws Exception {
    TestMessage message = message("").status(500);
    message.exchange.failedUnhandled(new IllegalStateException("no stock"));
    JsonNode row = row(message, "", MILLI);
    assertThat(row.get("status").asInt()).isEqualTo(500);
    assertThat(row.get("level").asText()).isEqualTo("ERROR");
    assertThat(row.get("trace")).hasSize(1);
    assertThat(row.get("trace").get(0).get("type").asText()).isEqualTo("log.error");
    assertThat(row.get("trace").get(0).get("msg").asInt()).isZero();
    assertThat(row.get("messages").get(0).asText())
        .contains("\tat ")
        .endsWith("java.lang.IllegalStateException: no stock");
  }

  @Test
  void case_61_secrets_are_six_asterisks_wherever_they_are() throws Exception {
    TestMessage message =
        message("")
            .status(400)
            .query("p_key=1")
            .request("Cookie", "id=1")
            .request("Authorization", "Basic YTpi")
            .read(
                "{\"password\": \"p\", \"nested\": {\"my_secret\": \"a\","
                    + " \"list\": [{\"pwd\": 1, \"ok\": 2}]}}");
    JsonNode row = row(message, "", MILLI);
    assertThat(row.get("data").toString())
        .isEqualTo(
            "{\"password\":\"******\",\"nested\":{\"my_secret\":\"******\","
                + "\"list\":[{\"pwd\":\"******\",\"ok\":2}]}}");
    assertThat(row.get("request_headers").get("cookie").asText()).isEqualTo("******");
    assertThat(row.get("request_headers").get("authorization").asText()).isEqualTo("******");
    assertThat(row.get("query").toString()).isEqualTo("{\"p_key\":\"******\"}");
  }

  @Test
  void case_62_a_slow_request_is_not_volatile() throws Exception {
    JsonNode row = row(message(""), "", 6_000 * MILLI);
    assertThat(row.get("status").asInt()).isEqualTo(200);
    assertThat(isVolatile(row)).isFalse();
  }

  @Test
  void case_63_what_is_excluded_leaves_a_row_only_when_it_failed() throws Exception {
    String methods = "log.exclude-methods=get";
    assertThat(rows(message(methods).method("GET"), methods, MILLI)).isEmpty();
    assertThat(rows(message(methods).method("GET").status(500), methods, MILLI)).hasSize(1);
    String statuses = "log.exclude-statuses=404";
    assertThat(rows(message(statuses).status(404), statuses, MILLI)).hasSize(2);
  }

  @Test
  void case_64_options_and_head_that_went_well_leave_no_row() throws Exception {
    assertThat(rows(message("").method("OPTIONS"), "", MILLI)).isEmpty();
    assertThat(rows(message("").method("HEAD"), "", MILLI)).isEmpty();
    assertThat(rows(message("").method("HEAD").status(500), "", MILLI)).hasSize(1);
  }

  @Test
  void case_65_rows_are_there_before_the_cycle_ends_and_exceptions_are_counted() throws Exception {
    String arguments = "worker-cycle=60s,log.max-eventful-rows-per-second=10";
    Configuration configuration = configuration(arguments);
    Capture capture =
        new Capture(
            new ExchangeRing(256),
            new OpenExchanges(256),
            new BodyMemory(100_000),
            CaptureConfiguration.of(configuration));
    ErrorCounter errors = new ErrorCounter("shop", "test");
    List<ServiceLog> live = new CopyOnWriteArrayList<>();
    LogPipeline pipeline =
        new LogPipeline(
            configuration,
            "shop",
            capture,
            new RowStore(running.logs, () -> errors.flush(running.errors), () -> {}, null, null),
            () -> null,
            new TrafficCounter("shop", "test", rows -> {}, open -> {}),
            new RowObservers(
                new RequestMetrics(() -> new RequestMetrics.InFlight(0, 0)),
                errors,
                live::add,
                (ended, use) -> {}),
            (name, work) -> new Thread(work, name),
            line -> {});
    pipeline.start();
    try {
      for (int i = 0; i < 200; i++) {
        TestMessage message = message("").status(i < 100 ? 200 : 500);
        Exchange exchange = Objects.requireNonNull(capture.begin("test"));
        if (i >= 100) {
          exchange.failedUnhandled(new IllegalStateException("no stock"));
        }
        capture.end(exchange, message, message, message);
      }
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> running.get("/logs/service?status=200").json().get("count").asInt() == 100);
      await().atMost(Duration.ofSeconds(20)).until(() -> total() == 100);
    } finally {
      pipeline.stop(5_000);
    }
    long rows = running.get("/logs/service?status=500").json().get("count").asLong();
    assertThat(rows).as("within the budget").isBetween(1L, 99L);
    ErrorGroup group = summary().groups().get(0);
    assertThat(group.exceptionType()).isEqualTo("java.lang.IllegalStateException");
    assertThat(group.message()).isEqualTo("no stock");
    assertThat(group.notStored()).isEqualTo(100 - rows);
    assertThat(summary().groups()).hasSize(1);
    assertThat(live).hasSize((int) (100 + rows));
  }

  private static ErrorSpan all() {
    return new ErrorSpan("shop", Instant.EPOCH, Instant.now(), null, null, null);
  }

  private ErrorSummary summary() {
    return running.errors.summary(all(), Duration.ofSeconds(1));
  }

  private long total() {
    return summary().total();
  }

  @Test
  void case_73_the_address_behind_a_proxy_is_the_clients() throws Exception {
    String proxy = "trusted-proxies=192.0.2.1";
    JsonNode row = row(message(proxy).request("X-Forwarded-For", "8.8.8.8"), proxy, MILLI);
    assertThat(row.get("ip").asText()).isEqualTo("8.8.8.8");
    assertThat(row.get("public").asBoolean()).isTrue();
  }
}
