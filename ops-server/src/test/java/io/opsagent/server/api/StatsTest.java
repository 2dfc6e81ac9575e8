package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import io.opsagent.storage.series.NotStored;
import io.opsagent.storage.series.Resolution;
import io.opsagent.storage.series.SeriesRow;
import io.opsagent.storage.series.Traffic;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /v1/stats}: counts of all requests, also of those without a row. */
class StatsTest {
  private static final Instant NOW = Instant.now();
  private static RunningServer running;

  /** Ten requests a half minute for the last two hours, one in ten failed. */
  @BeforeAll
  static void traffic() {
    running = RunningServer.start();
    Instant start = Resolution.HALF_MINUTE.startOf(NOW.minusSeconds(7_200), ZoneOffset.UTC);
    while (start.isBefore(NOW)) {
      List<SeriesRow> rows = new ArrayList<>();
      for (Resolution resolution : List.of(Resolution.HALF_MINUTE, Resolution.FIVE_MINUTES)) {
        Instant span = resolution.startOf(start, ZoneOffset.UTC);
        Traffic all = Traffic.empty(resolution.countsDistinct());
        Traffic busy = Traffic.empty(resolution.countsDistinct());
        for (int i = 0; i < 10; i++) {
          int status = i == 0 ? 500 : 200;
          all.add("INFO", status, i == 0 ? 2_000_000 : 20_000, 10, 100, "u" + i, "192.0.2." + i);
          busy.add("INFO", status, i == 0 ? 2_000_000 : 20_000, 10, 100, "u" + i, "192.0.2." + i);
        }
        all.addNotStored(NotStored.BUDGET, 4);
        rows.add(new SeriesRow("shop", SeriesRow.ALL, resolution, span, "w", rows.size(), all));
        rows.add(new SeriesRow("shop", "get_busy", resolution, span, "w", rows.size(), busy));
      }
      running.series.add(rows);
      start = start.plusSeconds(30);
    }
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  private static JsonNode get(String query) {
    Reply reply = running.get(query);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.json();
  }

  @Test
  void endpoints_have_exact_counts_percentiles_and_bands() {
    JsonNode answer = get("/v1/stats/endpoints?cmp=true");
    JsonNode endpoint = answer.get("endpoints").get(0);
    JsonNode figures = endpoint.get("figures");

    assertThat(endpoint.get("endpoint").asText()).isEqualTo("get_busy");
    assertThat(figures.get("requests").asLong()).isBetween(1_190L, 1_220L);
    assertThat(figures.get("errors").asLong() * 10).isEqualTo(figures.get("requests").asLong());
    assertThat(figures.get("statusClasses").get("5xx").asLong())
        .isEqualTo(figures.get("errors").asLong());
    assertThat(figures.get("p50Millis").asDouble()).isBetween(19.8, 20.2);
    assertThat(figures.get("p99Millis").asDouble()).isBetween(1_980.0, 2_020.0);
    assertThat(figures.get("users").asLong()).isEqualTo(10);
    long inBands = 0;
    for (JsonNode band : figures.get("bands")) {
      inBands += band.get("requests").asLong();
    }
    assertThat(inBands).isEqualTo(figures.get("requests").asLong());
    assertThat(figures.get("bands").get(1).get("requests").asLong())
        .as("between 10 and 50 ms")
        .isEqualTo(figures.get("requests").asLong() * 9 / 10);
    assertThat(answer.get("all").get("notStored").get("budget").asLong() * 10)
        .isEqualTo(figures.get("requests").asLong() * 4);
    assertThat(endpoint.get("figuresBefore").get("requests").asLong()).isBetween(1_180L, 1_220L);
  }

  @Test
  void endpoints_that_are_named_have_their_counts_step_by_step() {
    JsonNode answer =
        get(
            "/v1/stats/endpoints?endpoint=get_busy&endpoint=get_none&step=300&from="
                + NOW.minusSeconds(1_800).toEpochMilli());
    assertThat(answer.get("endpoints")).hasSize(1);
    JsonNode points = answer.get("endpoints").get(0).get("points");
    assertThat(points.size()).isBetween(6, 8);
    assertThat(points.get(2).get("requests").asLong()).isEqualTo(100);
    assertThat(points.get(2).get("serverErrors").asLong()).isEqualTo(10);
    assertThat(points.get(2).get("clientErrors").asLong()).isZero();
    assertThat(get("/v1/stats/endpoints").get("endpoints").get(0).has("points")).isFalse();
  }

  @Test
  void a_series_has_a_point_for_each_step_with_traffic() {
    JsonNode answer = get("/v1/stats/series?endpoint=get_busy&step=300");

    assertThat(answer.get("stepSeconds").asLong()).isEqualTo(300);
    assertThat(answer.get("points").size()).isBetween(12, 13);
    long requests = 0;
    for (JsonNode point : answer.get("points")) {
      requests += point.get("figures").get("requests").asLong();
    }
    assertThat(requests).isBetween(1_190L, 1_300L);
    assertThat(answer.has("pointsBefore")).isFalse();
  }

  @Test
  void without_a_step_a_series_has_about_a_hundred_points() {
    assertThat(get("/v1/stats/series").get("stepSeconds").asLong()).isEqualTo(30);
    assertThat(get("/v1/stats/series?from=" + NOW.minusSeconds(86_400)).get("stepSeconds").asLong())
        .isEqualTo(900);
    assertThat(
            get("/v1/stats/series?from=" + NOW.minusSeconds(30 * 86_400L))
                .get("stepSeconds")
                .asLong())
        .isEqualTo(21_600);
  }

  @Test
  void an_endpoint_that_had_no_traffic_has_no_points() {
    assertThat(get("/v1/stats/series?endpoint=nobody").get("points")).isEmpty();
    assertThat(get("/v1/stats/endpoints?endpoint=nobody").get("endpoints")).isEmpty();
  }

  @Test
  void points_of_all_endpoints_are_refused() {
    Reply reply = running.get("/v1/stats/endpoints?step=300");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).contains("'step' goes with 1 to 50 different 'endpoint'");
  }

  @ParameterizedTest
  @CsvSource({
    "step=7, is 7 (allowed are 30",
    "step=30&from=2020-01-01, which makes more than 1500 points",
    "from=2999-01-01, which is not before 'to'",
    "rows=0, <ge>: 1",
  })
  void what_cannot_be_answered_is_refused_with_what_is_allowed(String query, String words) {
    Reply reply =
        running.get("/v1/stats/" + (query.startsWith("rows") ? "endpoints?" : "series?") + query);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().get("code").asText()).isEqualTo("bad_request");
    assertThat(reply.json().get("message").asText()).contains(words);
  }

  @Test
  void the_log_list_says_how_many_requests_of_its_span_have_no_row() {
    Reply all = running.get("/logs/service?time_gte=" + NOW.minusSeconds(3_000).getEpochSecond());
    Reply none =
        running.get("/logs/service?time_lte=" + NOW.minusSeconds(7 * 86_400L).getEpochSecond());

    assertThat(all.header("X-Rows-Left-Out")).matches("budget=4[0-9]\\d");
    assertThat(none.header("X-Rows-Left-Out")).isEmpty();
  }
}
