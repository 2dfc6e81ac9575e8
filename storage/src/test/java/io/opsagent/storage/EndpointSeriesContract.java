package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.storage.series.EndpointSeriesRepository;
import io.opsagent.storage.series.Resolution;
import io.opsagent.storage.series.SeriesRow;
import io.opsagent.storage.series.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the repository of statistics must do on every engine. */
abstract class EndpointSeriesContract {
  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
  private static final ZoneId UTC = ZoneOffset.UTC;

  /** An empty repository. */
  abstract EndpointSeriesRepository repository();

  private static Traffic traffic(int requests, int status, long millis, @Nullable String user) {
    Traffic traffic = Traffic.empty(true);
    for (int i = 0; i < requests; i++) {
      String level = status >= 500 ? "ERROR" : "INFO";
      traffic.add(level, status, millis * 1_000, 10, 100, user, "192.0.2." + i % 250);
    }
    traffic.maxPerSecond(requests);
    return traffic;
  }

  private static SeriesRow row(
      String endpoint, Resolution resolution, Instant start, String writer, Traffic traffic) {
    return new SeriesRow("shop", endpoint, resolution, start, writer, 0, traffic);
  }

  private static SeriesRow five(String endpoint, Instant start, String writer, Traffic traffic) {
    return row(endpoint, Resolution.FIVE_MINUTES, start, writer, traffic);
  }

  private Traffic all(Resolution resolution, Instant start) {
    Map<Instant, Traffic> series =
        repository()
            .series("shop", SeriesRow.ALL, resolution, start, start.plus(Duration.ofDays(2)));
    return series.values().iterator().next();
  }

  @Test
  void what_was_counted_comes_back_whole() {
    Traffic written = traffic(60, 200, 20, "alice");
    written.add(traffic(2, 503, 3_000, "bob"));
    written.addClient("device.pc");
    repository().add(List.of(five(SeriesRow.ALL, NOON, "w1", written)));

    Traffic read = all(Resolution.FIVE_MINUTES, NOON);

    assertThat(read.counts()).isEqualTo(written.counts());
    assertThat(read.requests()).isEqualTo(62);
    assertThat(read.errors()).isEqualTo(2);
    assertThat(read.ofStatusClass(2)).isEqualTo(60);
    assertThat(read.byStatus()).containsOnly(Map.entry(200, 60L), Map.entry(503, 2L));
    assertThat(read.byLevel()).containsOnly(Map.entry("INFO", 60L), Map.entry("ERROR", 2L));
    assertThat(read.durations().micros(0.99)).isEqualTo(written.durations().micros(0.99));
    assertThat(read.users()).isNotNull().satisfies(users -> assertThat(users.count()).isEqualTo(2));
    assertThat(read.addresses())
        .isNotNull()
        .satisfies(addresses -> assertThat(addresses.count()).isEqualTo(60));
  }

  @Test
  void a_batch_that_is_written_twice_counts_once() {
    List<SeriesRow> batch =
        List.of(
            five(SeriesRow.ALL, NOON, "w1", traffic(5, 200, 1, null)),
            five("get_a", NOON, "w1", traffic(5, 200, 1, null)));
    repository().add(batch);
    repository().add(batch);

    assertThat(all(Resolution.FIVE_MINUTES, NOON).requests()).isEqualTo(5);
  }

  @Test
  void rows_of_several_writers_and_parts_count_together() {
    repository().add(List.of(five(SeriesRow.ALL, NOON, "w1", traffic(5, 200, 1, "alice"))));
    repository().add(List.of(five(SeriesRow.ALL, NOON, "w2", traffic(7, 200, 1, "alice"))));
    repository()
        .add(
            List.of(
                new SeriesRow(
                    "shop",
                    SeriesRow.ALL,
                    Resolution.FIVE_MINUTES,
                    NOON,
                    "w1",
                    1,
                    traffic(1, 404, 1, "bob"))));

    Traffic together = all(Resolution.FIVE_MINUTES, NOON);

    assertThat(together.requests()).isEqualTo(13);
    assertThat(together.users())
        .isNotNull()
        .satisfies(users -> assertThat(users.count()).isEqualTo(2));
  }

  @Test
  void totals_are_by_endpoint_and_of_the_service_alone() {
    repository()
        .add(
            List.of(
                five(SeriesRow.ALL, NOON, "w1", traffic(9, 200, 1, null)),
                five("get_a", NOON, "w1", traffic(4, 200, 1, null)),
                five("get_b", NOON, "w1", traffic(5, 200, 1, null))));
    repository().add(List.of(five("get_a", NOON.plusSeconds(300), "w1", traffic(2, 200, 1, null))));
    repository()
        .add(
            List.of(
                new SeriesRow(
                    "other",
                    "get_a",
                    Resolution.FIVE_MINUTES,
                    NOON,
                    "w1",
                    0,
                    traffic(1, 200, 1, null))));

    Map<String, Traffic> totals =
        repository().totals("shop", Resolution.FIVE_MINUTES, NOON, NOON.plusSeconds(600));

    assertThat(totals).containsOnlyKeys("", "get_a", "get_b");
    assertThat(totals)
        .hasEntrySatisfying("get_a", traffic -> assertThat(traffic.requests()).isEqualTo(6));
  }

  @Test
  void hours_and_days_are_put_together_and_anew_when_rows_come_late() {
    Instant before = Instant.now().minusSeconds(5);
    for (int i = 0; i < 14; i++) {
      Instant start = NOON.plusSeconds(300L * i);
      repository().add(List.of(five("get_a", start, "w1", traffic(2, 200, 1, "alice"))));
    }
    assertThat(repository().touchedSince("shop", Resolution.HOUR, UTC, before))
        .containsExactly(NOON, NOON.plusSeconds(3_600));
    assertThat(repository().rollUp("shop", Resolution.HOUR, UTC, NOON)).isTrue();
    assertThat(hour("get_a").requests()).isEqualTo(24);

    repository().add(List.of(five("get_a", NOON, "late", traffic(1, 200, 1, "bob"))));
    assertThat(repository().rollUp("shop", Resolution.HOUR, UTC, NOON)).isTrue();

    assertThat(hour("get_a").requests()).isEqualTo(25);
    assertThat(hour("get_a").users())
        .isNotNull()
        .satisfies(users -> assertThat(users.count()).isEqualTo(2));
    assertThat(repository().rollUp("shop", Resolution.HOUR, UTC, NOON.minusSeconds(3_600)))
        .isFalse();
  }

  private Traffic hour(String endpoint) {
    return repository()
        .series("shop", endpoint, Resolution.HOUR, NOON, NOON.plusSeconds(3_600))
        .values()
        .iterator()
        .next();
  }

  @Test
  void a_day_is_that_of_the_time_zone() {
    ZoneId kolkata = ZoneId.of("Asia/Kolkata");
    Instant midnight = Instant.parse("2026-03-09T18:30:00Z");
    repository()
        .add(List.of(five("get_a", midnight.minusSeconds(300), "w", traffic(1, 200, 1, null))));
    repository().add(List.of(five("get_a", midnight, "w", traffic(2, 200, 1, null))));
    repository()
        .add(List.of(five("get_a", midnight.plusSeconds(86_100), "w", traffic(4, 200, 1, null))));

    assertThat(Resolution.DAY.startOf(NOON, kolkata)).isEqualTo(midnight);
    assertThat(repository().rollUp("shop", Resolution.DAY, kolkata, midnight)).isTrue();
    assertThat(repository().totals("shop", Resolution.DAY, midnight, midnight.plusSeconds(1)))
        .hasEntrySatisfying("get_a", traffic -> assertThat(traffic.requests()).isEqualTo(6));
  }

  @Test
  void each_resolution_is_deleted_at_its_own_age_and_all_at_the_greatest() {
    for (Resolution resolution : Resolution.values()) {
      for (int days : new int[] {0, 2, 8, 80, 100}) {
        Instant start = NOON.minus(Duration.ofDays(days));
        repository()
            .add(List.of(row(SeriesRow.ALL, resolution, start, "w", traffic(1, 200, 1, null))));
      }
    }

    assertThat(repository().deleteOld(NOON, Duration.ofDays(90))).isEqualTo(9);

    assertThat(left(Resolution.HALF_MINUTE)).isEqualTo(1);
    assertThat(left(Resolution.FIVE_MINUTES)).isEqualTo(2);
    assertThat(left(Resolution.HOUR)).isEqualTo(4);
    assertThat(left(Resolution.DAY)).isEqualTo(4);
  }

  private int left(Resolution resolution) {
    return repository()
        .series("shop", SeriesRow.ALL, resolution, Instant.EPOCH, NOON.plusSeconds(1))
        .size();
  }

  @Test
  void half_minutes_have_no_counts_of_different_users() {
    Traffic traffic = Traffic.empty(false);
    traffic.add("INFO", 200, 1_000, 1, 1, "alice", "192.0.2.1");
    repository().add(List.of(row(SeriesRow.ALL, Resolution.HALF_MINUTE, NOON, "w", traffic)));

    Traffic read = all(Resolution.HALF_MINUTE, NOON);
    assertThat(read.users()).isNull();
    assertThat(read.addresses()).isNull();
    assertThat(read.requests()).isEqualTo(1);
  }
}
