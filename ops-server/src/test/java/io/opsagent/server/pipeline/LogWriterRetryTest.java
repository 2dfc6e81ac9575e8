package io.opsagent.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsagent.server.testkit.LogRow;
import io.opsagent.server.testkit.WriteOnlyServiceLogs;
import io.opsagent.storage.ServiceLog;
import io.opsagent.storage.StorageException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogWriterRetryTest {
  private final List<String> notices = Collections.synchronizedList(new ArrayList<>());
  private final Flaky repository = new Flaky();
  private final LogQueue queue = new LogQueue(10, 10_000_000);
  private final LogWriter writer =
      new LogWriter(queue, RowStore.of(repository, null), 5, 50, notices::add);
  private final Thread thread = new Thread(writer, "writer-under-test");

  @AfterEach
  void end() throws InterruptedException {
    repository.broken.set(false);
    writer.stop();
    thread.join();
  }

  @Test
  void a_single_row_is_written_within_the_flush_interval() {
    thread.start();

    queue.offer(LogRow.row().build());

    await().until(() -> writer.written() == 1);
  }

  @Test
  void rows_wait_while_the_database_is_away_and_none_is_lost_or_doubled() {
    repository.broken.set(true);
    thread.start();
    for (int i = 0; i < 4; i++) {
      queue.offer(LogRow.row().build());
    }
    await().until(() -> writer.lastFailure() != null);
    await().untilAsserted(() -> assertThat(notices).hasSize(1));
    assertThat(notices.get(0)).contains("cannot be written and wait").contains("the disk is full");
    assertThat(writer.lastFailure()).isEqualTo("the disk is full");

    repository.broken.set(false);

    await().until(() -> writer.written() == 4);
    assertThat(repository.inserted).hasValue(4);
    await().untilAsserted(() -> assertThat(notices).hasSize(2));
    assertThat(writer.lastFailure()).isNull();
  }

  @Test
  void stopping_writes_what_waits_and_ends_the_thread() throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      queue.offer(LogRow.row().build());
    }
    writer.stop();

    thread.start();
    thread.join(10_000);

    assertThat(thread.isAlive()).isFalse();
    assertThat(writer.written()).isEqualTo(10);
  }

  /** Breaks when it is told to, as a full disk does. */
  private static final class Flaky extends WriteOnlyServiceLogs {
    private final AtomicBoolean broken = new AtomicBoolean();
    private final AtomicInteger inserted = new AtomicInteger();

    @Override
    public void insert(List<ServiceLog> logs) {
      if (broken.get()) {
        throw new StorageException("the disk is full", new java.io.IOException());
      }
      inserted.addAndGet(logs.size());
    }
  }
}
