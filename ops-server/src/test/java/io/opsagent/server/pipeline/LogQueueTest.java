package io.opsagent.server.pipeline;

import static io.opsagent.server.testkit.LogRow.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.storage.ServiceLog;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LogQueueTest {
  private static final ServiceLog SMALL = row().build();
  private static final ServiceLog LARGE = row().dataJson("x".repeat(100_000)).build();

  @Test
  void who_waits_for_a_row_gets_it_and_who_need_not_wait_any_more_gets_none() throws Exception {
    LogQueue queue = new LogQueue(10, 1_000_000);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<List<ServiceLog>> taken = thread.submit(() -> queue.take(10, 1_000_000, 60_000));
      queue.offer(SMALL);
      assertThat(taken.get(10, TimeUnit.SECONDS)).containsExactly(SMALL);

      Future<List<ServiceLog>> none = thread.submit(() -> queue.take(10, 1_000_000, 60_000));
      queue.endWaiting();
      assertThat(none.get(10, TimeUnit.SECONDS)).isEmpty();
      assertThat(queue.take(10, 1_000_000, 60_000)).isEmpty();
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void large_rows_are_refused_long_before_their_number_is_reached() {
    LogQueue queue = new LogQueue(10_000, 1_000_000);

    for (int i = 0; i < 100; i++) {
      queue.offer(LARGE);
    }

    assertThat(queue.heldBytes()).isLessThanOrEqualTo(1_000_000);
    assertThat(queue.size()).isEqualTo(4);
    assertThat(queue.refusedForMemory()).isEqualTo(96);
    assertThat(queue.refused()).isZero();
  }

  @Test
  void what_was_taken_counts_until_it_is_released() throws InterruptedException {
    LogQueue queue = new LogQueue(10, 210_000);
    queue.offer(LARGE);

    List<ServiceLog> taken = queue.take(10, 1_000_000, 1_000);
    queue.offer(LARGE);
    assertThat(queue.refusedForMemory()).isEqualTo(1);

    queue.release(taken);
    queue.offer(LARGE);
    assertThat(queue.size()).isEqualTo(1);
    assertThat(queue.refusedForMemory()).isEqualTo(1);
  }

  @Test
  void a_batch_ends_at_its_bytes() throws InterruptedException {
    LogQueue queue = new LogQueue(10, 10_000_000);
    for (int i = 0; i < 5; i++) {
      queue.offer(LARGE);
    }

    assertThat(queue.take(10, 250_000, 1_000)).hasSize(2);
    assertThat(queue.size()).isEqualTo(3);
  }

  @Test
  void too_many_rows_are_refused_and_counted_apart() {
    LogQueue queue = new LogQueue(2, 10_000_000);

    for (int i = 0; i < 5; i++) {
      queue.offer(SMALL);
    }

    assertThat(queue.size()).isEqualTo(2);
    assertThat(queue.refused()).isEqualTo(3);
    assertThat(queue.hasRoom()).isFalse();
    assertThat(queue.refused()).as("the row that was asked for is refused, too").isEqualTo(4);
  }
}
