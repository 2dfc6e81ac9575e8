package io.opsagent.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsagent.server.testkit.LogRow;
import io.opsagent.server.testkit.WriteOnlyServiceLogs;
import io.opsagent.storage.ServiceLog;
import io.opsagent.storage.StorageException;
import io.opsagent.storage.spool.Spool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogWriterSpoolTest {
  private static final long LARGE = 100_000_000;

  @TempDir private Path parent;
  private final Database database = new Database();
  private final LogQueue queue = new LogQueue(1_000, 100_000_000);
  private final List<String> notices = new CopyOnWriteArrayList<>();

  /** A writer on a thread; closing stops it as the agent does. */
  private final class Running implements AutoCloseable {
    private final Spool spool;
    private final LogWriter writer;
    private final Thread thread;

    Running(long maxSpoolBytes) throws IOException {
      spool = new Spool(parent.resolve("spool"), maxSpoolBytes);
      writer = new LogWriter(queue, RowStore.of(database, spool), 5, 20, notices::add);
      thread = new Thread(writer, "writer-under-test");
      thread.start();
    }

    @Override
    public void close() throws InterruptedException {
      writer.stop();
      thread.join(10_000);
      assertThat(thread.isAlive()).isFalse();
    }
  }

  private void offer(int from, int to) {
    for (int i = from; i < to; i++) {
      queue.offer(LogRow.row().requestId("r" + i).build());
    }
  }

  private static List<String> ids(int from, int to) {
    List<String> ids = new ArrayList<>();
    for (int i = from; i < to; i++) {
      ids.add("r" + i);
    }
    return ids;
  }

  @Test
  void rows_wait_in_files_and_come_in_order_when_the_database_is_back() throws Exception {
    try (Running running = new Running(LARGE)) {
      database.away = true;
      offer(0, 50);
      await().until(() -> running.spool.rows() == 50);
      assertThat(queue.heldBytes()).isZero();
      database.away = false;
      await().until(() -> database.ids().size() == 50 && running.spool.isEmpty());

      assertThat(database.ids()).isEqualTo(ids(0, 50));
      assertThat(notices).hasSize(2);
      assertThat(notices.get(0)).contains("wait in files", "The database is away");
    }
  }

  @Test
  void rows_that_wait_at_the_end_come_after_a_restart() throws Exception {
    try (Running running = new Running(LARGE)) {
      database.away = true;
      offer(0, 20);
      await().until(() -> running.spool.rows() > 0);
    }
    assertThat(database.ids()).isEmpty();
    database.away = false;
    try (Running running = new Running(LARGE)) {
      await().until(() -> running.spool.isEmpty() && database.ids().size() == 20);
    }

    assertThat(database.ids()).isEqualTo(ids(0, 20));
  }

  @Test
  void a_batch_whose_commit_went_unanswered_is_there_once() throws Exception {
    try (Running running = new Running(LARGE)) {
      database.losesAnswers = 3;
      offer(0, 30);
      await().until(() -> database.ids().size() == 30 && running.spool.isEmpty());

      assertThat(database.ids()).isEqualTo(ids(0, 30));
    }
  }

  @Test
  void beyond_the_bound_rows_are_counted() throws Exception {
    try (Running running = new Running(10_000)) {
      database.away = true;
      for (int i = 0; i < 200; i += 5) {
        int all = i + 5;
        offer(i, all);
        // One batch after the other: as one, these rows would be larger than the bound.
        await()
            .pollInterval(Duration.ofMillis(2))
            .until(() -> running.spool.rows() + running.spool.lostRows() == all);
      }

      assertThat(running.spool.lostRows()).isPositive();
      assertThat(running.spool.bytes()).isLessThanOrEqualTo(10_000);
      database.away = false;
      await().until(() -> running.spool.isEmpty());
      assertThat(database.ids()).hasSize((int) (200 - running.spool.lostRows()));
      assertThat(database.ids()).last().isEqualTo("r199");
    }
  }

  /** A database that is there or not, or does not say what it did. */
  private static final class Database extends WriteOnlyServiceLogs {
    private final List<String> rows = new ArrayList<>();
    private final Set<UUID> batches = new HashSet<>();
    private volatile boolean away;
    private volatile int losesAnswers;

    synchronized List<String> ids() {
      return List.copyOf(rows);
    }

    @Override
    public synchronized void insertOnce(UUID batch, List<ServiceLog> logs) {
      if (away) {
        throw new StorageException("The database is away.");
      }
      if (batches.add(batch)) {
        logs.forEach(log -> rows.add(log.requestId()));
      }
      if (losesAnswers > 0) {
        losesAnswers--;
        throw new StorageException("The connection was lost.");
      }
    }

    @Override
    public void insert(List<ServiceLog> logs) {
      throw new AssertionError("a batch without an id");
    }
  }
}
