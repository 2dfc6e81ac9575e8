package io.opsagent.storage.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.storage.series.NotStored;
import io.opsagent.storage.series.Resolution;
import io.opsagent.storage.series.SeriesRow;
import io.opsagent.storage.series.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesSpoolTest {
  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

  @TempDir private Path folder;

  private SeriesSpool open(long maxBytes) throws IOException {
    return new SeriesSpool(folder, maxBytes);
  }

  private static List<SeriesRow> batch(Resolution resolution, String endpoint) {
    Traffic traffic = Traffic.empty(resolution.countsDistinct());
    traffic.add("ERROR", 503, 12_345, 100, 2_000, "alice", "192.0.2.1");
    traffic.add("INFO", 200, 2_345, 10, 200, null, "");
    traffic.addClient("os.linux");
    traffic.addNotStored(NotStored.BUDGET, 7);
    traffic.maxPerSecond(2);
    return List.of(new SeriesRow("shop", endpoint, resolution, NOON, "writer", 3, traffic));
  }

  private static SpooledSeries first(SeriesSpool spool) {
    return Objects.requireNonNull(spool.first());
  }

  @Test
  void rows_come_back_as_they_were() throws IOException {
    for (Resolution resolution : Resolution.values()) {
      SeriesSpool spool = open(1_000_000);
      spool.add(batch(resolution, "get_ö"));
      SeriesRow row = first(spool).rows().get(0);

      SeriesRow expected = batch(resolution, "get_ö").get(0);
      assertThat(row).usingRecursiveComparison().ignoringFields("traffic").isEqualTo(expected);
      assertThat(row.traffic().counts()).isEqualTo(expected.traffic().counts());
      assertThat(row.traffic().durations().toBytes())
          .isEqualTo(expected.traffic().durations().toBytes());
      assertThat(row.traffic().users() == null).isEqualTo(!resolution.countsDistinct());
      spool.remove(first(spool));
    }
  }

  @Test
  void batches_come_in_their_order_also_from_the_process_before() throws IOException {
    open(1_000_000).add(batch(Resolution.FIVE_MINUTES, "first"));
    SeriesSpool spool = open(1_000_000);
    spool.add(batch(Resolution.HALF_MINUTE, "second"));

    assertThat(spool.rows()).isEqualTo(2);
    assertThat(first(spool).rows().get(0).endpoint()).isEqualTo("first");
    spool.remove(first(spool));
    assertThat(first(spool).rows().get(0).endpoint()).isEqualTo("second");
    spool.remove(first(spool));
    assertThat(spool.isEmpty()).isTrue();
    assertThat(spool.first()).isNull();
  }

  @Test
  void beyond_the_bound_the_oldest_of_the_shortest_resolution_go_and_are_counted()
      throws IOException {
    SeriesSpool spool = open(1_000);
    spool.add(batch(Resolution.FIVE_MINUTES, "kept"));
    for (int i = 0; i < 50; i++) {
      spool.add(batch(Resolution.HALF_MINUTE, "gone"));
    }

    assertThat(spool.lostRows()).isPositive();
    assertThat(spool.lostRows() + spool.rows()).isEqualTo(51);
    assertThat(first(spool).rows().get(0).endpoint()).isEqualTo("kept");
  }

  @Test
  void a_file_that_was_cut_costs_that_batch_only() throws IOException {
    SeriesSpool spool = open(1_000_000);
    spool.add(batch(Resolution.FIVE_MINUTES, "cut"));
    spool.add(batch(Resolution.FIVE_MINUTES, "whole"));
    try (Stream<Path> files = Files.list(folder)) {
      Path cut = files.sorted().findFirst().orElseThrow();
      Files.write(cut, List.of("short"));
    }

    assertThat(first(spool).rows().get(0).endpoint()).isEqualTo("whole");
    assertThat(spool.lostRows()).isEqualTo(1);
  }

  @Test
  void a_checkpoint_that_was_left_becomes_a_batch() throws IOException {
    open(1_000_000).checkpoint(batch(Resolution.FIVE_MINUTES, "open"));
    SeriesSpool spool = open(1_000_000);

    assertThat(first(spool).rows().get(0).endpoint()).isEqualTo("open");
    assertThat(open(1_000_000).rows()).isEqualTo(1);
  }

  @Test
  void a_checkpoint_that_was_taken_back_is_gone() throws IOException {
    SeriesSpool spool = open(1_000_000);
    spool.checkpoint(batch(Resolution.FIVE_MINUTES, "open"));
    spool.checkpoint(List.of());

    assertThat(open(1_000_000).isEmpty()).isTrue();
  }
}
