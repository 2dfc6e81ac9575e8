package io.opsagent.server.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.opsagent.storage.series.NotStored;
import io.opsagent.storage.series.Resolution;
import io.opsagent.storage.series.SeriesRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrafficCounterTest {
  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

  private final List<SeriesRow> rows = new ArrayList<>();
  private List<SeriesRow> soFar = List.of();
  private final TrafficCounter counter =
      new TrafficCounter("shop", "writer", rows::addAll, open -> soFar = open);

  private void count(Instant ended, @Nullable String endpoint, int status) {
    counter.count(request(ended, endpoint, status));
  }

  private static CountedRequest request(Instant ended, @Nullable String endpoint, int status) {
    String level = status >= 500 ? "ERROR" : "INFO";
    return new CountedRequest(
        level, status, ended, 2_000, endpoint, "alice", "192.0.2.1", null, 50, 500);
  }

  private List<SeriesRow> rows(Resolution resolution, String endpoint) {
    return rows.stream()
        .filter(row -> row.resolution() == resolution && row.endpoint().equals(endpoint))
        .toList();
  }

  private long requests(Resolution resolution, String endpoint) {
    return rows(resolution, endpoint).stream().mapToLong(row -> row.traffic().requests()).sum();
  }

  @Test
  void a_span_is_handed_on_when_the_next_begins() {
    count(NOON, "get_a", 200);
    count(NOON.plusSeconds(29), "get_a", 500);
    assertThat(rows).isEmpty();
    count(NOON.plusSeconds(30), "get_b", 200);

    assertThat(rows).hasSize(2);
    SeriesRow all = rows(Resolution.HALF_MINUTE, SeriesRow.ALL).get(0);
    assertThat(all.start()).isEqualTo(NOON);
    assertThat(all.traffic().requests()).isEqualTo(2);
    assertThat(all.traffic().errors()).isEqualTo(1);
    assertThat(all.traffic().inBytes()).isEqualTo(100);
    assertThat(all.traffic().outBytes()).isEqualTo(1_000);
    assertThat(all.traffic().users()).isNull();
  }

  @Test
  void only_spans_with_traffic_become_rows() {
    count(NOON, "get_a", 200);
    for (int seconds = 0; seconds < 3_600; seconds++) {
      counter.tick(NOON.plusSeconds(seconds));
    }
    counter.close();

    assertThat(rows(Resolution.HALF_MINUTE, "get_a")).hasSize(1);
    assertThat(rows(Resolution.FIVE_MINUTES, "get_a")).hasSize(1);
    assertThat(rows).hasSize(4);
  }

  @Test
  void every_request_is_counted_once_in_each_resolution() {
    for (int i = 0; i < 10_000; i++) {
      count(NOON.plusMillis(i * 137L), i % 3 == 0 ? null : "get_" + i % 5, 200);
    }
    counter.close();

    for (Resolution resolution : List.of(Resolution.HALF_MINUTE, Resolution.FIVE_MINUTES)) {
      assertThat(requests(resolution, SeriesRow.ALL)).isEqualTo(10_000);
      long ofEndpoints = 0;
      for (int i = 0; i < 5; i++) {
        ofEndpoints += requests(resolution, "get_" + i);
      }
      assertThat(ofEndpoints).isEqualTo(6_666);
    }
  }

  @Test
  void a_request_that_comes_behind_its_span_is_counted_in_the_next() {
    count(NOON.plusSeconds(30), "get_a", 200);
    count(NOON.plusSeconds(29), "get_a", 200);
    counter.close();

    assertThat(rows(Resolution.HALF_MINUTE, "get_a")).hasSize(1);
    assertThat(requests(Resolution.HALF_MINUTE, "get_a")).isEqualTo(2);
  }

  @Test
  void a_clock_that_was_set_back_makes_further_parts() {
    count(NOON, "get_a", 200);
    count(NOON.plusSeconds(3_600), "get_a", 200);
    count(NOON, "get_a", 200);
    count(NOON.plusSeconds(3_600), "get_a", 200);
    counter.close();

    assertThat(rows(Resolution.HALF_MINUTE, "get_a"))
        .extracting(SeriesRow::start, SeriesRow::part)
        .containsExactly(
            tuple(NOON, 0),
            tuple(NOON.plusSeconds(3_600), 0),
            tuple(NOON, 1),
            tuple(NOON.plusSeconds(3_600), 1));
  }

  @Test
  void the_busiest_second_is_that_of_the_clock() {
    for (int i = 0; i < 7; i++) {
      count(NOON.plusSeconds(5).plusMillis(i * 100L), "get_a", 200);
    }
    for (int i = 0; i < 4; i++) {
      count(NOON.plusSeconds(6).plusMillis(i * 100L), "get_a", 200);
    }
    counter.close();

    assertThat(rows(Resolution.FIVE_MINUTES, SeriesRow.ALL))
        .singleElement()
        .satisfies(row -> assertThat(row.traffic().maxPerSecond()).isEqualTo(7));
  }

  @Test
  void requests_without_a_row_are_counted_by_reason_in_the_span_of_the_request() {
    CountedRequest request = request(NOON, "get_a", 200);
    counter.count(request);
    counter.notStored(request, NotStored.BUDGET);
    counter.refused(5, NOON.plusSeconds(1));
    counter.count(request(NOON.plusSeconds(40), "get_a", 200));
    counter.close();

    SeriesRow all = rows(Resolution.HALF_MINUTE, SeriesRow.ALL).get(0);
    assertThat(all.traffic().requests()).isEqualTo(1);
    assertThat(all.traffic().notStored())
        .isEqualTo(Map.of(NotStored.BUDGET, 1L, NotStored.RING, 5L));
    assertThat(rows(Resolution.HALF_MINUTE, "get_a").get(0).traffic().notStored())
        .isEqualTo(Map.of(NotStored.BUDGET, 1L));
    assertThat(rows(Resolution.HALF_MINUTE, SeriesRow.ALL).get(1).traffic().notStored()).isEmpty();
  }

  @Test
  void what_the_ring_refused_becomes_a_row_also_when_nothing_else_came() {
    counter.refused(3, NOON);
    counter.close();

    assertThat(rows(Resolution.FIVE_MINUTES, SeriesRow.ALL)).hasSize(1);
    assertThat(rows(Resolution.FIVE_MINUTES, SeriesRow.ALL).get(0).traffic().requests()).isZero();
  }

  @Test
  void what_is_counted_of_the_five_minutes_is_told_while_they_go_on() {
    count(NOON, "get_a", 200);
    counter.tick(NOON.plusSeconds(11));
    count(NOON.plusSeconds(12), "get_a", 200);

    assertThat(soFar).extracting(SeriesRow::endpoint).containsExactly("", "get_a");
    assertThat(soFar.get(0).traffic().requests()).isEqualTo(1);
    counter.tick(NOON.plusSeconds(22));
    assertThat(soFar.get(0).traffic().requests()).isEqualTo(2);
    counter.close();
    assertThat(soFar).isEmpty();
    assertThat(rows(Resolution.FIVE_MINUTES, SeriesRow.ALL).get(0).part()).isZero();
  }
}
