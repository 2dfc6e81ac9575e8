package io.opsagent.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsagent.server.testkit.LogRow;
import io.opsagent.storage.DataDirectory;
import io.opsagent.storage.OperationsDatabase;
import io.opsagent.storage.ServiceLog;
import io.opsagent.storage.spool.Spool;
import io.opsagent.storage.testkit.PostgresServer;
import java.io.File;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that takes a batch and does not answer, because somebody else holds the table. */
class HangingServerTest {
  private static final int ROWS = 250;

  private final LogQueue queue = new LogQueue(10_000, 100_000_000);

  private static void offer(LogQueue queue, int from, int to) {
    for (int i = from; i < to; i++) {
      queue.offer(LogRow.row().requestId("r" + i).build());
    }
  }

  private static LogWriter writer(LogQueue queue, OperationsDatabase database, Spool spool) {
    return new LogWriter(queue, RowStore.of(database.serviceLogs(), spool), 100, 20, line -> {});
  }

  @Test
  void a_batch_that_was_on_its_way_at_the_end_is_in_a_file_and_comes_once_whether_it_was_committed(
      @TempDir File folder) throws Exception {
    PostgresServer server = PostgresServer.instance();
    String name = server.newDatabase();
    try (DataDirectory directory = DataDirectory.open(folder);
        OperationsDatabase database =
            OperationsDatabase.open(server.settings(name), directory, line -> {})) {
      Spool spool = new Spool(directory.slotDirectory().toPath().resolve("spool"), 100_000_000);
      LogWriter writer = writer(queue, database, spool);
      Thread thread = new Thread(writer, "writer-under-test");
      try (Connection holder =
              new org.postgresql.Driver()
                  .connect(server.url(name) + "?user=postgres", new Properties());
          Statement lock = holder.createStatement()) {
        holder.setAutoCommit(false);
        lock.execute("LOCK TABLE service_log IN EXCLUSIVE MODE");
        offer(queue, 0, 100);
        thread.start();
        await()
            .until(
                () -> server.number(name, "SELECT COUNT(*) FROM pg_locks WHERE NOT granted") == 1);
        offer(queue, 100, ROWS);
        writer.stop();
        writer.handOver();
        assertThat(thread.isAlive()).as("the server hangs").isTrue();
        assertThat(spool.rows()).isEqualTo(ROWS);
        assertThat(
                new Spool(directory.slotDirectory().toPath().resolve("spool"), 100_000_000).rows())
            .as("in files")
            .isEqualTo(ROWS);
        holder.rollback();
      }
      // The server goes on: the batch is committed, and known to be.
      thread.join(Duration.ofSeconds(30).toMillis());
      assertThat(thread.isAlive()).isFalse();
      assertThat(server.number(name, "SELECT COUNT(*) FROM service_log")).isEqualTo(ROWS);
      assertThat(spool.isEmpty()).isTrue();
    }
  }

  @Test
  void a_batch_in_a_file_that_was_committed_after_the_agent_had_ended_is_not_written_again(
      @TempDir File folder) throws Exception {
    PostgresServer server = PostgresServer.instance();
    String name = server.newDatabase();
    try (DataDirectory directory = DataDirectory.open(folder);
        OperationsDatabase database =
            OperationsDatabase.open(server.settings(name), directory, line -> {})) {
      Spool spool = new Spool(directory.slotDirectory().toPath().resolve("spool"), 100_000_000);
      UUID id = UUID.randomUUID();
      List<ServiceLog> rows = List.of(LogRow.row().requestId("once").build());
      database.serviceLogs().insertOnce(id, rows);
      spool.add(id, rows);
      LogWriter writer = writer(queue, database, spool);
      Thread thread = new Thread(writer, "writer-under-test");
      thread.start();
      await().until(spool::isEmpty);
      writer.stop();
      thread.join();
      assertThat(server.number(name, "SELECT COUNT(*) FROM service_log")).isEqualTo(1);
    }
  }
}
