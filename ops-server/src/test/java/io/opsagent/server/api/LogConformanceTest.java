package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.server.testkit.LogRow;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import io.opsagent.storage.ServiceLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The conformance cases 66 to 72 (operations-api.md 12), as a caller sees them. */
class LogConformanceTest {
  private static final Instant START = Instant.parse("2026-01-01T08:00:00Z");
  private RunningServer running;

  @BeforeEach
  void start() {
    running = RunningServer.start();
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private List<Long> ids(String query) {
    Reply reply = running.get("/logs/service?" + query);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    List<Long> ids = new ArrayList<>();
    reply.result().forEach(row -> ids.add(row.get("id").asLong()));
    return ids;
  }

  /** Rows 1 to 8, one second apart, the longest first. */
  private void storeEight() {
    running.store(
        IntStream.rangeClosed(1, 8)
            .mapToObj(
                i ->
                    LogRow.row()
                        .time(START.plusSeconds(i))
                        .durationMicros((9L - i) * 1_000)
                        .level(i == 7 ? "ERROR" : "INFO")
                        .method(i == 3 ? "POST" : "GET")
                        .path(i == 5 ? "/api/Hello" : "/api/order")
                        .build())
            .toArray(ServiceLog[]::new));
  }

  @Test
  void case_66_order_paging_and_count() {
    storeEight();
    assertThat(ids("")).containsExactly(8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L);
    assertThat(ids("order=duration")).startsWith(8L, 7L);
    assertThat(running.get("/logs/service?order=nope").status()).isEqualTo(400);
    assertThat(running.get("/logs/service?rows=101").status()).isEqualTo(400);
    assertThat(ids("rows=0")).hasSize(8);
    assertThat(ids("offset=3&page=2&rows=2")).containsExactly(5L, 4L);
    assertThat(running.get("/logs/service?rows=2").json().get("count").asInt()).isEqualTo(8);
  }

  @Test
  void case_67_filters_ignore_case_and_times_have_many_forms() {
    storeEight();
    assertThat(ids("level=error")).containsExactly(7L);
    assertThat(ids("method=post")).containsExactly(3L);
    assertThat(ids("endpoint_like=HELLO")).containsExactly(5L);
    long seconds = START.plusSeconds(7).getEpochSecond();
    for (String time :
        List.of("" + seconds, seconds + "000", START.plusSeconds(7).toString(), seconds + ".0")) {
      assertThat(ids("time%3E%3D=" + time)).as(time).containsExactly(8L, 7L);
      assertThat(ids("time_gte=" + time)).as(time).containsExactly(8L, 7L);
    }
  }

  @Test
  void case_68_admin_shows_rows_that_came_by_a_platform_token_and_only_them() {
    storeEight();
    running.store(
        LogRow.row()
            .service("platform:shop")
            .status(404)
            .detailsJson("{\"entry_point\":\"operations_api\",\"access_token_id\":12}")
            .build());
    assertThat(ids("")).containsExactly(8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L);
    assertThat(ids("admin=false")).hasSize(8);
    assertThat(ids("admin=true")).containsExactly(9L);
    assertThat(ids("admin=true&status=404")).containsExactly(9L);
    assertThat(ids("admin=true&status=500")).isEmpty();
    assertThat(running.get("/logs?id=9").result().get("access_token_id").asLong()).isEqualTo(12);
    assertThat(running.get("/logs?id=1").result().get("access_token_id").isNull()).isTrue();
  }

  @Test
  void case_69_hidden_addresses_and_users_are_found_all_the_same() {
    running.privacy = new LogPrivacy(true, true);
    running.store(LogRow.row().ip("203.0.113.9").userId("42").build());
    assertThat(ids("ip=203.0.113.9")).containsExactly(1L);
    for (String path : List.of("/logs/service", "/logs?id=1")) {
      JsonNode result = running.get(path).result();
      JsonNode row = result.isArray() ? result.get(0) : result;
      assertThat(row.get("ip").asText()).isEqualTo("*.*.*.*");
      assertThat(row.get("user_id").asText()).isEqualTo("***");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/logs", "/logs/service/detail"})
  void case_70_an_absent_row_is_404_and_a_wrong_or_missing_id_400(String path) {
    storeEight();
    assertThat(running.get(path + "?id=99").status()).isEqualTo(404);
    assertThat(running.get(path).status()).isEqualTo(400);
    assertThat(running.get(path + "?id=abc").status()).isEqualTo(400);
    assertThat(running.get(path + "?id=3").result().get("method").asText()).isEqualTo("post");
  }

  @Test
  void case_71_realtime_of_an_empty_log_has_nothing_and_its_limits_hold() {
    JsonNode empty = running.get("/logs/realtime").result();
    assertThat(empty.get("time_dist").toString()).isEqualTo("{\"min\":[],\"uv\":[],\"ip\":[]}");
    assertThat(empty.get("avg_time").isNull()).isTrue();
    assertThat(empty.get("requests").asInt()).isZero();
    assertThat(empty.has("ip_dist")).isFalse();
    assertThat(running.get("/logs/realtime?within=0").status()).isEqualTo(400);
    assertThat(running.get("/logs/realtime?within=7201").status()).isEqualTo(400);
    assertThat(running.get("/logs/realtime?ips=5").result().get("ip_dist").size()).isZero();
  }

  @Test
  void realtime_counts_by_minute_and_names_the_most_frequent() {
    Instant now = Instant.now();
    for (int i = 0; i < 6; i++) {
      running.store(
          LogRow.row()
              .time(now.minusSeconds(i < 4 ? 5 : 125))
              .durationMicros(10_000)
              .level(i == 0 ? "ERROR" : "INFO")
              .ip(i % 2 == 0 ? "203.0.113.9" : "203.0.113." + i)
              .userId(i < 2 ? null : "u" + i % 2)
              .endpointIdent(i < 3 ? "order_get" : "order_post")
              .build());
    }
    running.store(LogRow.row().time(now.minusSeconds(4_000)).build());

    JsonNode all = running.get("/logs/realtime?ips=1&users=5&endpoints=1").result();

    assertThat(all.get("time_dist").toString())
        .isEqualTo("{\"min\":[2,0],\"uv\":[2,2],\"ip\":[2,3]}");
    assertThat(all.get("requests").asInt()).isEqualTo(6);
    assertThat(all.get("errors").asInt()).isEqualTo(1);
    assertThat(all.get("avg_time").asDouble()).isEqualTo(10);
    assertThat(all.get("uv").asInt()).isEqualTo(2);
    assertThat(all.get("ip").asInt()).isEqualTo(4);
    assertThat(all.get("ip_dist").toString()).isEqualTo("{\"203.0.113.9\":3}");
    assertThat(all.get("users").toString()).isEqualTo("{\"u0\":2,\"u1\":2}");
    assertThat(all.get("endpoints").toString()).isEqualTo("{\"order_get\":3}");
    assertThat(
            running
                .get("/logs/realtime?apis=order_get,nope&within=60")
                .result()
                .get("requests")
                .asInt())
        .isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/logs?level=info", "/logs/service?level=info&rows=2&page=1"})
  void case_72_deletion_by_filter_ignores_paging_and_spares_others(String target) {
    storeEight();
    running.store(
        LogRow.row().service("other").build(), LogRow.row().nodeId("another-node").build());
    Reply reply = running.send("DELETE", "/ops" + target);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().get("state").asInt()).isEqualTo(1);
    assertThat(reply.result().isNull()).isTrue();
    assertThat(ids("rows=0")).as("the error, and the row of another node").containsExactly(7L, 10L);
    assertThat(running.logs.find("other", 9)).isPresent();
  }

  @Test
  void value_counts_name_the_most_frequent_first_and_leave_nulls_out() {
    storeEight();
    running.store(LogRow.row().status(null).requestType("application/json").build());

    JsonNode values = running.get("/logs/service/values?method=get&rows=1").result();

    assertThat(values.toString())
        .isEqualTo(
            "{\"method\":{\"get\":8},\"level\":{\"INFO\":7,\"ERROR\":1},\"status\":{\"200\":7},"
                + "\"request_type\":{\"application/json\":1},\"response_type\":{}}");
  }

  @Test
  void a_count_that_is_not_complete_says_so() {
    storeEight();
    running.logs.searchTooLong();
    for (String path : List.of("/logs/service/values", "/logs/realtime?within=7200")) {
      assertThat(running.get(path).header("X-Result-Incomplete")).as(path).isEqualTo("time");
    }
    assertThat(running.send("DELETE", "/ops/logs").header("X-Result-Incomplete")).isEqualTo("time");
  }

  @Test
  void logs_of_outgoing_requests_and_of_alerts_are_there_and_empty() {
    for (String kind : List.of("request", "alert")) {
      Reply list = running.get("/logs/" + kind + "?rows=5&order=-time");
      assertThat(list.result().toString()).isEqualTo("[]");
      assertThat(list.json().get("count").asInt()).isZero();
      assertThat(running.get("/logs/" + kind + "?order=nope").status()).isEqualTo(400);
      assertThat(running.get("/logs/" + kind + "?rows=101").status()).isEqualTo(400);
      assertThat(running.get("/logs/" + kind + "/detail?id=1").status()).isEqualTo(404);
      assertThat(running.get("/logs/" + kind + "/detail").status()).isEqualTo(400);
    }
    assertThat(running.get("/logs/alert?order=-recovered_time").status()).isEqualTo(200);
    assertThat(running.send("DELETE", "/ops/logs/request").result().isNull()).isTrue();
    assertThat(running.send("DELETE", "/ops/logs/alert").status()).isEqualTo(405);
  }
}
