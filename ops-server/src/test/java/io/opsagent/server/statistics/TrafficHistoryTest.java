package io.opsagent.server.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.storage.DataDirectory;
import io.opsagent.storage.OperationsDatabase;
import io.opsagent.storage.series.NotStored;
import io.opsagent.storage.series.SeriesRow;
import io.opsagent.storage.series.Traffic;
import java.io.File;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Three days of traffic of two processes, put together as the cycle does it. */
@TestInstance(Lifecycle.PER_CLASS)
class TrafficHistoryTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant NOW = Instant.parse("2026-03-30T12:34:56Z");

  private final List<Instant> ended = new ArrayList<>();
  private @Nullable DataDirectory directory;
  private @Nullable OperationsDatabase database;

  @BeforeAll
  void count(@TempDir File folder) throws Exception {
    directory = DataDirectory.open(folder);
    database = OperationsDatabase.open(directory, line -> {});
    Random random = new Random(3);
    for (String writer : List.of("one", "two")) {
      SeriesQueue queue = new SeriesQueue(database.endpointSeries(), null);
      TrafficCounter counter = new TrafficCounter("shop", writer, queue::offer, open -> {});
      Instant time = NOW.minus(Duration.ofDays(3));
      while (time.isBefore(NOW.minusSeconds(60))) {
        CountedRequest request =
            new CountedRequest(
                "INFO", 200, time, 1_000, "get_a", "u" + random.nextInt(50), "", null, 1, 2);
        counter.count(request);
        if (ended.size() % 4 == 0) {
          counter.notStored(request, NotStored.BUDGET);
        }
        ended.add(time);
        time = time.plusSeconds(1 + random.nextInt(600));
      }
      counter.close();
      queue.flush();
    }
    RollUp rollUp =
        new RollUp(
            database.endpointSeries(),
            database.aggregations(),
            "shop",
            BERLIN,
            NOW.minus(Duration.ofDays(3)));
    rollUp.run(NOW);
  }

  @AfterAll
  void close() {
    Objects.requireNonNull(database).close();
    Objects.requireNonNull(directory).close();
  }

  private TrafficHistory history() {
    return new TrafficHistory(
        Objects.requireNonNull(database).endpointSeries(),
        "shop",
        BERLIN,
        Clock.fixed(NOW, BERLIN));
  }

  private long between(Instant from, Instant to) {
    return ended.stream().filter(time -> !time.isBefore(from) && time.isBefore(to)).count();
  }

  @Test
  void totals_of_any_span_of_whole_five_minutes_are_exact() {
    Random random = new Random(11);
    for (int i = 0; i < 60; i++) {
      long firstSecond = NOW.minus(Duration.ofDays(3)).getEpochSecond() / 300 * 300 + 300;
      Instant from = Instant.ofEpochSecond(firstSecond + 300L * random.nextInt(800));
      Instant to = from.plusSeconds(300L * (1 + random.nextInt(60)));
      Map<String, Traffic> totals = history().totals(from, to);
      long expected = between(from, to);

      if (expected > 0) {
        assertThat(totals).containsOnlyKeys(SeriesRow.ALL, "get_a");
        assertThat(totals.values())
            .as(from + " " + to)
            .allSatisfy(traffic -> assertThat(traffic.requests()).isEqualTo(expected));
      } else {
        assertThat(totals).isEmpty();
      }
    }
  }

  @Test
  void all_of_it_is_counted_with_its_users_and_what_has_no_row() {
    Instant from = NOW.minus(Duration.ofDays(4));
    Traffic all = Objects.requireNonNull(history().totals(from, NOW).get(SeriesRow.ALL));

    assertThat(all.requests()).isEqualTo(ended.size());
    assertThat(Objects.requireNonNull(all.users()).count()).isBetween(48L, 52L);
    assertThat(history().notStored(from, NOW))
        .isEqualTo(Map.of(NotStored.BUDGET, (ended.size() + 3L) / 4));
  }

  @Test
  void a_series_of_steps_has_the_same_sum_in_every_step_length() {
    for (Duration step :
        List.of(
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofDays(1))) {
      var steps = history().series("get_a", NOW.minus(Duration.ofDays(4)), NOW, step);

      assertThat(steps.values().stream().mapToLong(Traffic::requests).sum())
          .as("%s", step)
          .isEqualTo(ended.size());
    }
    assertThat(history().series("get_a", NOW.minus(Duration.ofDays(4)), NOW, Duration.ofDays(1)))
        .as("a day has 23 hours in it")
        .containsOnlyKeys(
            Instant.parse("2026-03-26T23:00:00Z"),
            Instant.parse("2026-03-27T23:00:00Z"),
            Instant.parse("2026-03-28T23:00:00Z"),
            Instant.parse("2026-03-29T22:00:00Z"));
  }
}
