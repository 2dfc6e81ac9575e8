package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes of transactions over an engine whose time the test says. */
class SmallBatchesTest {
  private static final int MANY = 100_000;

  private final List<Integer> asked = new ArrayList<>();
  private final List<Long> tookMillis = new ArrayList<>();
  private long nanos;

  private final SmallBatches batches = new SmallBatches(() -> nanos);

  /** Deletes from so many rows; each transaction takes what the function says of its size. */
  private long delete(int rows, IntToLongFunction micros) {
    int[] left = {rows};
    return batches.run(
        most -> {
          asked.add(most);
          int done = Math.min(most, left[0]);
          left[0] -= done;
          long took = TimeUnit.MICROSECONDS.toNanos(micros.applyAsLong(done));
          nanos += took;
          tookMillis.add(TimeUnit.NANOSECONDS.toMillis(took));
          return done;
        },
        Long.MAX_VALUE);
  }

  @Test
  void all_is_deleted_and_the_last_transaction_is_the_one_that_found_fewer() {
    assertThat(delete(1_000, rows -> 10)).isEqualTo(1_000);
    assertThat(asked).containsExactly(32, 64, 128, 256, 512, 512);
  }

  @Test
  void a_quick_engine_gets_large_transactions_up_to_what_a_statement_can_name() {
    delete(MANY, rows -> 20L * rows);
    assertThat(asked).last().isEqualTo(BatchPace.MAX_ROWS);
    assertThat(tookMillis).allMatch(millis -> millis < 50);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 20, 100, 700, 1_500, 3_000})
  void no_transaction_of_a_steady_engine_takes_100_milliseconds(long microsOfRow) {
    delete(5_000, rows -> 500 + microsOfRow * rows);
    assertThat(tookMillis).allMatch(millis -> millis < 100);
    assertThat(batches.longestMillis()).isLessThan(100);
  }

  @Test
  void an_engine_that_becomes_slow_is_asked_for_half_at_once_until_it_is_quick_enough() {
    delete(MANY, rows -> 20L * rows);
    asked.clear();
    delete(5_000, rows -> 2_000L * rows);
    assertThat(asked).startsWith(512, 256, 128).contains(16);
    assertThat(asked.get(asked.size() - 1)).isLessThanOrEqualTo(32);
  }

  @Test
  void an_engine_that_stalls_whatever_is_asked_is_asked_for_single_rows() {
    delete(40, rows -> 300_000);
    assertThat(asked).startsWith(32, 16);
    assertThat(batches.longestMillis()).isEqualTo(300);
    asked.clear();
    delete(3, rows -> 300_000);
    assertThat(asked).startsWith(8);
    delete(30, rows -> 300_000);
    assertThat(asked).last().isEqualTo(1);
  }

  @Test
  void no_transaction_begins_beyond_the_bound() {
    long deleted = batches.run(most -> most, 100);
    assertThat(deleted).isEqualTo(32 + 64 + 128);
  }
}
