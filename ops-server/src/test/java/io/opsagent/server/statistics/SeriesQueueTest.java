package io.opsagent.server.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsagent.server.testkit.InMemoryEndpointSeries;
import io.opsagent.storage.StorageException;
import io.opsagent.storage.series.Resolution;
import io.opsagent.storage.series.SeriesRow;
import io.opsagent.storage.series.Traffic;
import io.opsagent.storage.spool.SeriesSpool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesQueueTest {
  private final List<List<SeriesRow>> written = new ArrayList<>();
  @TempDir private Path folder;
  private boolean away;
  private final SeriesQueue queue = new SeriesQueue(new Away(), null);

  private static List<SeriesRow> batch(Resolution resolution, int rows) {
    SeriesRow row =
        new SeriesRow("shop", "", resolution, Instant.EPOCH, "w", 0, Traffic.empty(false));
    return new ArrayList<>(Collections.nCopies(rows, row));
  }

  @Test
  void rows_are_written_in_order() {
    queue.offer(batch(Resolution.HALF_MINUTE, 1));
    queue.offer(batch(Resolution.FIVE_MINUTES, 2));
    queue.flush();

    assertThat(written).extracting(List::size).containsExactly(1, 2);
    assertThat(queue.waitingRows()).isZero();
  }

  @Test
  void rows_wait_while_the_database_is_away_and_come_when_it_is_back() {
    away = true;
    queue.offer(batch(Resolution.HALF_MINUTE, 3));
    assertThatThrownBy(queue::flush).isInstanceOf(StorageException.class);
    assertThat(queue.waitingRows()).isEqualTo(3);
    away = false;
    queue.flush();

    assertThat(written).hasSize(1);
  }

  @Test
  void beyond_the_bound_the_oldest_half_minutes_go_first_and_are_counted() {
    for (int i = 0; i < 10; i++) {
      queue.offer(batch(Resolution.HALF_MINUTE, 1_500));
    }
    queue.offer(batch(Resolution.FIVE_MINUTES, 6_000));

    assertThat(queue.waitingRows()).isEqualTo(19_500);
    assertThat(queue.lostRows()).isEqualTo(1_500);
    queue.flush();
    assertThat(written).extracting(List::size).contains(6_000).hasSize(10);
  }

  @Test
  void rows_of_a_database_that_is_away_wait_in_files_for_the_next_process() throws IOException {
    away = true;
    SeriesQueue first = new SeriesQueue(new Away(), new SeriesSpool(folder, 10_000_000));
    first.offer(batch(Resolution.HALF_MINUTE, 3));
    first.offer(batch(Resolution.FIVE_MINUTES, 2));
    assertThatThrownBy(first::flush).isInstanceOf(StorageException.class);
    assertThat(first.waitingRows()).isEqualTo(5);
    away = false;
    SeriesQueue second = new SeriesQueue(new Away(), new SeriesSpool(folder, 10_000_000));
    assertThat(second.waitingRows()).isEqualTo(5);
    second.offer(batch(Resolution.HALF_MINUTE, 1));
    second.flush();

    assertThat(written).extracting(List::size).containsExactly(3, 2, 1);
    assertThat(second.waitingRows()).isZero();
  }

  @Test
  void a_disk_that_is_nearly_full_gets_no_files_and_the_rows_wait_in_memory() throws IOException {
    away = true;
    SeriesQueue full =
        new SeriesQueue(new Away(), new SeriesSpool(folder, 10_000_000), () -> false);
    full.offer(batch(Resolution.FIVE_MINUTES, 2));
    full.checkpoint(batch(Resolution.FIVE_MINUTES, 1));
    assertThatThrownBy(full::flush).isInstanceOf(StorageException.class);
    assertThat(folder).isEmptyDirectory();
    assertThat(full.waitingRows()).isEqualTo(2);
    away = false;
    full.flush();

    assertThat(written).extracting(List::size).containsExactly(2);
  }

  @Test
  void what_was_counted_before_the_process_was_killed_is_written_by_the_next() throws IOException {
    SeriesQueue killed = new SeriesQueue(new Away(), new SeriesSpool(folder, 10_000_000));
    killed.checkpoint(batch(Resolution.FIVE_MINUTES, 4));
    killed.flush();
    assertThat(written).isEmpty();
    new SeriesQueue(new Away(), new SeriesSpool(folder, 10_000_000)).flush();

    assertThat(written).extracting(List::size).containsExactly(4);
    new SeriesQueue(new Away(), new SeriesSpool(folder, 10_000_000)).flush();
    assertThat(written).hasSize(1);
  }

  @Test
  void a_process_that_stops_in_order_leaves_no_checkpoint() throws IOException {
    SeriesQueue stopped = new SeriesQueue(new Away(), new SeriesSpool(folder, 10_000_000));
    stopped.checkpoint(batch(Resolution.FIVE_MINUTES, 4));
    stopped.flush();
    stopped.offer(batch(Resolution.FIVE_MINUTES, 4));
    stopped.checkpoint(List.of());
    stopped.flush();
    new SeriesQueue(new Away(), new SeriesSpool(folder, 10_000_000)).flush();

    assertThat(written).hasSize(1);
  }

  /** A database that is there or not. */
  private final class Away extends InMemoryEndpointSeries {
    @Override
    public synchronized void add(List<SeriesRow> batch) {
      if (away) {
        throw new StorageException("The database is away.");
      }
      written.add(batch);
    }
  }
}
