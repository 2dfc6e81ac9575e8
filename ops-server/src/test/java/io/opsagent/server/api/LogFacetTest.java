package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.server.testkit.LogRow;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import io.opsagent.storage.ServiceLog;
import io.opsagent.storage.series.Resolution;
import io.opsagent.storage.series.SeriesRow;
import io.opsagent.storage.series.Traffic;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /v1/logs/facets} and {@code /v1/logs/histogram}. */
class LogFacetTest {
  private static final Instant NOW = Instant.now();
  private static RunningServer running;

  /** Twelve rows, and statistics that know of a hundred requests. */
  @BeforeAll
  static void rows() {
    running = RunningServer.start();
    running.store(
        IntStream.rangeClosed(1, 12).mapToObj(LogFacetTest::row).toArray(ServiceLog[]::new));
    for (Resolution resolution : Resolution.values()) {
      Traffic all = Traffic.empty(resolution.countsDistinct());
      for (int i = 0; i < 100; i++) {
        all.add("INFO", i < 90 ? 200 : 500, 10_000, 1, 1, null, "192.0.2.1");
      }
      Instant start = resolution.startOf(NOW.minusSeconds(600), ZoneOffset.UTC);
      running.series.add(
          List.of(
              new SeriesRow("shop", SeriesRow.ALL, resolution, start, "w", 0, all),
              new SeriesRow("shop", "order_get", resolution, start, "w", 1, all)));
    }
  }

  private static ServiceLog row(int i) {
    return LogRow.row()
        .time(NOW.minusSeconds(i * 40L))
        .durationMicros(i * 1_000_000L)
        .level(i <= 2 ? "ERROR" : "INFO")
        .status(i <= 2 ? 500 : i == 3 ? 404 : 200)
        .method(i == 4 ? "post" : "GET")
        .endpointIdent(i <= 6 ? "order_get" : "cart_get")
        .ip("192.0.2." + i)
        .userId(i == 5 ? "anna" : null)
        .userAgentJson(i <= 8 ? "{\"browser\":\"Chrome 12" + i + ".0.0\",\"mobile\":false}" : null)
        .build();
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  private static JsonNode get(String query) {
    Reply reply = running.get("/v1/logs/" + query);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.json();
  }

  private static String values(JsonNode answer, String facet) {
    StringBuilder text = new StringBuilder();
    answer
        .get("facets")
        .get(facet)
        .get("values")
        .forEach(
            value ->
                text.append(text.isEmpty() ? "" : " ")
                    .append(value.get("value").asText())
                    .append('=')
                    .append(value.get("count").asLong()));
    return text.toString();
  }

  @ParameterizedTest(name = "{1} under {0} is {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "limit=3|level|INFO=10 ERROR=2",
        "limit=3|method|GET=11 POST=1",
        "limit=3|status_code|200=9 500=2 404=1",
        "limit=3|user|anna=1",
        "limit=3|client|Chrome=8",
        "limit=3|duration|3000=7 10000=3 1000=2",
        "level=error|level|INFO=10 ERROR=2",
        "level=error|status_code|500=2",
        "level=error&method=post|level|INFO=1",
        "level=error&method=post|method|GET=2",
        "level=error&method=post|client|",
        "status=5xx|status|2xx=90 5xx=10",
        "status=5xx&level=error|status|5xx=2",
        "user=anna|ip|192.0.2.5=1",
      })
  void a_facet_counts_under_all_filters_but_its_own(String query, String facet, String expected) {
    assertThat(values(get("facets?" + query), facet)).isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void what_does_not_fit_into_a_list_is_counted_together() {
    JsonNode ip = get("facets?facets=ip&limit=2").get("facets").get("ip");
    assertThat(ip.get("values")).hasSize(2);
    assertThat(ip.get("other").asLong()).isEqualTo(10);
    assertThat(ip.get("otherValues").asInt()).isEqualTo(10);
    assertThat(ip.get("exact").asBoolean()).isFalse();
    assertThat(ip.get("complete").asBoolean()).isTrue();
  }

  @Test
  void status_and_endpoint_are_exact_where_statistics_know_them() {
    JsonNode all = get("facets?facets=status,endpoint");
    assertThat(values(all, "status")).isEqualTo("2xx=90 5xx=10");
    assertThat(values(all, "endpoint")).isEqualTo("order_get=100");
    assertThat(all.get("facets").get("status").get("exact").asBoolean()).isTrue();
    assertThat(values(get("facets?facets=status&endpoint=order_get"), "status"))
        .isEqualTo("2xx=90 5xx=10");
    assertThat(values(get("facets?facets=status&endpoint=none"), "status")).isEmpty();
    JsonNode rows = get("facets?facets=status&level=info");
    assertThat(values(rows, "status")).isEqualTo("2xx=9 4xx=1");
    assertThat(rows.get("facets").get("status").get("exact").asBoolean()).isFalse();
  }

  @Test
  void hidden_users_and_addresses_are_no_values() {
    try (RunningServer own = RunningServer.start()) {
      own.privacy = new LogPrivacy(true, true);
      own.store(row(5));
      JsonNode answer = own.get("/v1/logs/facets?facets=user,ip").json();
      assertThat(values(answer, "user")).isEqualTo("***=1");
      assertThat(values(answer, "ip")).isEqualTo("*.*.*.*=1");
    }
  }

  @Test
  void a_histogram_is_exact_by_time_and_endpoint_and_of_rows_else() {
    for (String query : List.of("histogram?step=60", "histogram?step=60&endpoint=order_get")) {
      JsonNode exact = get(query);
      assertThat(exact.get("exact").asBoolean()).as(query).isTrue();
      assertThat(sum(exact, "requests")).isEqualTo(100);
      assertThat(exact.get("points").get(0).get("statusClasses").toString())
          .isEqualTo("{\"2xx\":90,\"5xx\":10}");
    }
    JsonNode rows = get("histogram?step=60&status=5xx&status=4xx");
    assertThat(rows.get("exact").asBoolean()).isFalse();
    assertThat(rows.get("complete").asBoolean()).isTrue();
    assertThat(sum(rows, "requests")).isEqualTo(3);
    assertThat(rows.get("points").size()).isBetween(2, 3);
    assertThat(rows.get("stepSeconds").asInt()).isEqualTo(60);
  }

  private static long sum(JsonNode answer, String member) {
    long sum = 0;
    for (JsonNode point : answer.get("points")) {
      sum += point.get(member).asLong();
    }
    return sum;
  }

  @Test
  void what_was_not_finished_in_time_says_so() {
    try (RunningServer slow = RunningServer.start()) {
      slow.store(row(1));
      slow.logs.searchTooLong();
      JsonNode facets = slow.get("/v1/logs/facets").json();
      assertThat(facets.get("complete").asBoolean()).isFalse();
      assertThat(facets.get("facets").get("level").get("complete").asBoolean()).isFalse();
      JsonNode histogram = slow.get("/v1/logs/histogram?level=error").json();
      assertThat(histogram.get("complete").asBoolean()).isFalse();
      assertThat(Instant.parse(histogram.get("countedFrom").asText())).isBefore(NOW);
    }
  }

  @Test
  void an_unknown_facet_is_refused_with_those_that_there_are() {
    Reply reply = running.get("/v1/logs/facets?facets=level,nope");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().get("message").asText())
        .contains("'facets' holds 'nope' (allowed are status, status_code, duration");
    assertThat(running.get("/v1/logs/histogram?step=7").status()).isEqualTo(400);
  }
}
