package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.opsagent.server.testkit.LogRow;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import io.opsagent.storage.ServiceLog;
import io.opsagent.storage.series.NotStored;
import io.opsagent.storage.series.Resolution;
import io.opsagent.storage.series.SeriesRow;
import io.opsagent.storage.series.Traffic;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /v1/logs}: pages by key, the filters of the console, one row. */
class OwnLogTest {
  private static final Instant START = Instant.now().minusSeconds(1_000);
  private static RunningServer running;

  /** Rows 1 to 12, one second apart. */
  @BeforeAll
  static void twelve_rows() {
    running = RunningServer.start();
    running.store(
        IntStream.rangeClosed(1, 12).mapToObj(OwnLogTest::row).toArray(ServiceLog[]::new));
    Traffic left = Traffic.empty(false);
    left.addNotStored(NotStored.BUDGET, 4);
    for (Resolution resolution : Resolution.values()) {
      Instant start = resolution.startOf(START, ZoneOffset.UTC);
      running.series.add(
          List.of(new SeriesRow("shop", SeriesRow.ALL, resolution, start, "w", 0, left)));
    }
  }

  private static ServiceLog row(int i) {
    return LogRow.row()
        .time(START.plusSeconds(i))
        .requestId("req-" + i)
        .durationMicros(i * 100_000L)
        .level(i == 1 ? "ERROR" : i <= 3 ? "WARN" : "INFO")
        .status(i == 4 ? null : Integer.valueOf(i == 1 ? 500 : i == 2 ? 404 : i == 3 ? 401 : 200))
        .method(i == 5 ? "POST" : "GET")
        .route(i == 6 ? null : i <= 8 ? "/order/{id}" : "/cart")
        .endpointIdent(i <= 8 ? "order_get" : "cart_get")
        .ip(i == 7 ? "192.0.2.7" : "203.0.113.9")
        .userId(i == 8 ? "anna" : i == 9 ? "bert" : null)
        .exception(i == 1 ? "com.shop.OutOfStock" : null, i == 1 ? "00000000000000f1" : null)
        .traceId(i == 10 ? "4bf92f3577b34da6a3ce929d0e0e4736" : null)
        .responseType(i == 11 ? "text/html" : "application/json")
        .fullUrl(i == 12 ? "https://other.example/cart?x=Long" : "http://shop.example/order/" + i)
        .worker(1, i == 12 ? 2 : 1)
        .build();
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  private static JsonNode get(String query) {
    Reply reply = running.get("/v1/logs" + query);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.json();
  }

  private static List<Integer> ids(String query) {
    List<Integer> ids = new ArrayList<>();
    get(query).get("items").forEach(row -> ids.add(row.get("id").asInt()));
    return ids;
  }

  @ParameterizedTest(name = "{0} finds {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "status=5xx|1",
        "status=404|2",
        "status=4xx&status=500|3,2,1",
        "status=400-403|3",
        "status=!2xx|4,3,2,1",
        "status=!2xx&status=4xx|3,2",
        "level=error&level=warn|3,2,1",
        "level=!info|3,2,1",
        "method=post|5",
        "method=!GET|5",
        "route=/cart|12,11,10,9",
        "route=!/cart&min=650|8,7",
        "endpoint=order_get&status=200|8,7,6,5",
        "error=OutOfStock|1",
        "error=com.shop.OutOfStock|1",
        "error=Stock|",
        "error=!OutOfStock&max=300|3,2",
        "fingerprint=00000000000000f1|1",
        "user=anna|8",
        "user=anna&user=bert|9,8",
        "ip=192.0.2.7|7",
        "ip=!203.0.113.9|7",
        "instance=2|12",
        "instance=!1|12",
        "instance=nobody|",
        "request=req-3|3",
        "trace=4bf92f3577b34da6a3ce929d0e0e4736|10",
        "type=text/html|11",
        "host=other.example|12",
        "host=!shop.example|12",
        "min=1.1s|12,11",
        "min=200&max=300ms|3,2",
        "text=OUTOF|1",
        "text=x%3Dlong|12",
        "text=REQ-11|11",
        "text=!order|12",
        "text=100%25|",
        "outcome=aborted|",
        "path_startswith=/nope|",
        "limit=2|12,11",
        "sort=duration&limit=2|1,2",
        "sort=-duration&limit=2|12,11",
        "sort=time&limit=2|1,2",
      })
  void every_filter_finds_what_it_should(String query, String expected) {
    List<Integer> wanted =
        expected == null
            ? List.of()
            : List.of(expected.split(",")).stream().map(Integer::valueOf).toList();
    assertThat(ids("?" + query)).isEqualTo(wanted);
  }

  @Test
  void pages_by_key_lead_to_the_end_and_back() {
    JsonNode first = get("?limit=5");
    assertThat(ids("?limit=5")).containsExactly(12, 11, 10, 9, 8);
    JsonNode second = get("?limit=5&before=" + first.get("next").asText());
    assertThat(ids("?limit=5&before=" + first.get("next").asText())).containsExactly(7, 6, 5, 4, 3);
    JsonNode last = get("?limit=5&before=" + second.get("next").asText());
    assertThat(last.get("items")).hasSize(2);
    assertThat(last.get("next").isNull()).isTrue();
    assertThat(ids("?limit=5&after=" + last.get("previous").asText()))
        .containsExactly(7, 6, 5, 4, 3);
    assertThat(ids("?limit=5&after=" + first.get("previous").asText())).isEmpty();
    assertThat(ids("?limit=2&sort=time&before=" + second.get("next").asText()))
        .containsExactly(4, 5);
  }

  @Test
  void a_row_has_the_metadata_of_every_resource_and_is_found_by_both_names() {
    JsonNode row = get("?limit=1").get("items").get(0);
    assertThat(row.get("instanceID").asText()).startsWith("log-");
    assertThat(row.get("name").asText()).isEqualTo("GET /api/order");
    assertThat(row.get("createdAt").asText()).isEqualTo(row.get("time").asText());
    for (String id : List.of("12", row.get("instanceID").asText())) {
      JsonNode full = get("/" + id);
      assertThat(full.get("requestId").asText()).isEqualTo("req-12");
      assertThat(full.get("query").toString()).isEqualTo("{}");
      assertThat(full.get("threadName").asText()).isEqualTo("worker-1");
      assertThat(Instant.parse(full.get("expiresAt").asText()))
          .isEqualTo(Instant.parse(full.get("time").asText()).plusSeconds(7 * 86_400));
    }
    for (String id : List.of("99", "log-zzzzzz", "x", "-1")) {
      Reply absent = running.get("/v1/logs/" + id);
      assertThat(absent.status()).isEqualTo(404);
      assertThat(absent.json().get("code").asText()).isEqualTo("not_found");
    }
  }

  @Test
  void a_row_of_a_list_says_in_short_what_it_asked_of_databases() {
    try (RunningServer server = RunningServer.start()) {
      String sql = "\"sql\":{\"count\":3,\"time_micros\":1200,\"connection_wait_micros\":40}";
      server.store(
          LogRow.row().time(START.plusSeconds(1)).detailsJson("{" + sql + "}").build(),
          LogRow.row().time(START.plusSeconds(2)).detailsJson("{\"cause\":\"x\"}").build(),
          LogRow.row().time(START.plusSeconds(3)).detailsJson("\"sql\"").build(),
          LogRow.row().time(START.plusSeconds(4)).detailsJson(null).build());
      JsonNode items = server.get("/v1/logs?sort=time").json().get("items");
      assertThat(items.get(0).get("sql"))
          .isEqualTo(
              JsonNodeFactory.instance
                  .objectNode()
                  .put("count", 3)
                  .put("timeMicros", 1200)
                  .put("connectionWaitMicros", 40)
                  .put("errors", 0));
      assertThat(items).hasSize(4);
      for (int i = 1; i < 4; i++) {
        assertThat(items.get(i).get("sql").isNull()).isTrue();
      }
    }
  }

  @Test
  void an_answer_says_what_is_not_in_it() {
    JsonNode all = get("?count=true");
    assertThat(all.get("complete").asBoolean()).isTrue();
    assertThat(all.get("count").asInt()).isEqualTo(12);
    assertThat(all.get("countIsExact").asBoolean()).isTrue();
    assertThat(all.get("leftOut").get("budget").asInt()).isEqualTo(4);
    assertThat(Instant.parse(all.get("expiredBefore").asText()))
        .isBefore(Instant.parse(all.get("volatileExpiredBefore").asText()));
    JsonNode recent = get("?from=" + START.getEpochSecond());
    assertThat(recent.get("expiredBefore").isNull()).isTrue();
    try (RunningServer slow = RunningServer.start()) {
      slow.store(LogRow.row().build());
      slow.logs.searchTooLong();
      assertThat(slow.get("/v1/logs").json().get("complete").asBoolean()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "status=abc|'status' is 'abc' (allowed are",
        "status=600xx|'status' is",
        "min=fast|'min' is 'fast' (allowed is a duration such as 250",
        "sort=nope|'sort' is 'nope' (allowed are duration, in, out, time",
        "before=7|<key>",
        "before=1-1&after=1-1|one of them at a time",
        "before=1-1&sort=duration|leave out sort",
        "limit=501|<le>: 500",
        "from=never|invalid datetime",
      })
  void what_cannot_be_read_is_400_and_says_what_is_allowed(String query, String words) {
    Reply reply = running.get("/v1/logs?" + query);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().get("code").asText()).isEqualTo("bad_request");
    assertThat(reply.json().get("message").asText()).contains(words);
    assertThat(reply.json().get("reference").asText()).isEqualTo("docs/errors.md#bad_request");
  }

  @Test
  void rows_are_deleted_by_a_filter_that_has_an_end() {
    try (RunningServer own = RunningServer.start()) {
      own.store(row(1), row(2), row(3));
      Reply all = own.send("DELETE", "/ops/v1/logs?status=404");
      assertThat(all.status()).isEqualTo(400);
      assertThat(all.json().get("message").asText()).contains("'to' is missing");
      String now = URLEncoder.encode(Instant.now().toString(), StandardCharsets.UTF_8);
      Reply some = own.send("DELETE", "/ops/v1/logs?status=404&to=" + now);
      assertThat(some.json().toString()).contains("\"deleted\":1").contains("\"complete\":true");
      assertThat(own.get("/v1/logs").json().get("items")).hasSize(2);
    }
  }
}
