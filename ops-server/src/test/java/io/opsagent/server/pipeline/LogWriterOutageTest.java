package io.opsagent.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsagent.server.testkit.LogRow;
import io.opsagent.storage.DataDirectory;
import io.opsagent.storage.OperationsDatabase;
import io.opsagent.storage.spool.Spool;
import io.opsagent.storage.testkit.MariaDbServer;
import io.opsagent.storage.testkit.PostgresServer;
import io.opsagent.storage.testkit.RealServer;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The writer and a real server that is stopped and started while rows come. */
class LogWriterOutageTest {
  private static final int ROWS_EACH_TIME = 400;

  private final List<String> notices = Collections.synchronizedList(new ArrayList<>());

  static List<Named<Supplier<RealServer>>> servers() {
    return List.of(
        Named.of("PostgreSQL", PostgresServer::instance),
        Named.of("MariaDB", MariaDbServer::instance));
  }

  @ParameterizedTest
  @MethodSource("servers")
  void rows_wait_while_the_server_is_stopped_and_none_is_lost_or_doubled(
      Supplier<RealServer> engine, @TempDir File folder) throws Exception {
    RealServer server = engine.get();
    String name = server.newDatabase();
    try (DataDirectory directory = DataDirectory.open(folder);
        OperationsDatabase database =
            OperationsDatabase.open(server.settings(name), directory, notices::add)) {
      LogQueue queue = new LogQueue(10_000, 100_000_000);
      LogWriter writer =
          new LogWriter(queue, RowStore.of(database.serviceLogs(), null), 100, 50, notices::add);
      Thread thread = new Thread(writer, "writer-under-test");
      thread.start();
      try {
        offer(queue);
        await().until(() -> writer.written() == ROWS_EACH_TIME);
        server.stop();
        try {
          offer(queue);
          await().until(() -> writer.lastFailure() != null);
          offer(queue);
        } finally {
          server.start();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> writer.written() == 3 * ROWS_EACH_TIME);
      } finally {
        writer.stop();
        thread.join();
      }
      assertThat(writer.lost()).isZero();
    }
    assertThat(server.number(name, "SELECT COUNT(*) FROM service_log"))
        .isEqualTo(3 * ROWS_EACH_TIME);
    String title = server.engine().title();
    assertThat(notices)
        .filteredOn(line -> line.contains("cannot be written and wait"))
        .singleElement()
        .asString()
        .contains("the " + title + " database");
    assertThat(notices).last().asString().isEqualTo("The operations database takes rows again.");
  }

  @ParameterizedTest
  @MethodSource("servers")
  void rows_of_ten_cycles_without_a_server_wait_in_files_and_come_once(
      Supplier<RealServer> engine, @TempDir File folder) throws Exception {
    RealServer server = engine.get();
    String name = server.newDatabase();
    try (DataDirectory directory = DataDirectory.open(folder);
        OperationsDatabase database =
            OperationsDatabase.open(server.settings(name), directory, notices::add)) {
      Spool spool = new Spool(directory.slotDirectory().toPath().resolve("spool"), 100_000_000);
      LogQueue queue = new LogQueue(10_000, 100_000_000);
      LogWriter writer =
          new LogWriter(queue, RowStore.of(database.serviceLogs(), spool), 100, 50, notices::add);
      Thread thread = new Thread(writer, "writer-under-test");
      thread.start();
      try {
        offer(queue);
        await().until(() -> writer.written() == ROWS_EACH_TIME);
        server.stop();
        try {
          for (int cycle = 1; cycle <= 10; cycle++) {
            long waiting = (long) cycle * ROWS_EACH_TIME;
            offer(queue);
            await().atMost(Duration.ofSeconds(30)).until(() -> spool.rows() == waiting);
          }
          assertThat(queue.heldBytes()).as("in memory").isZero();
        } finally {
          server.start();
        }
        await().atMost(Duration.ofSeconds(60)).until(spool::isEmpty);
      } finally {
        writer.stop();
        thread.join();
      }
      assertThat(writer.lost()).isZero();
      assertThat(spool.lostRows()).isZero();
    }
    assertThat(server.number(name, "SELECT COUNT(*) FROM service_log"))
        .isEqualTo(11 * ROWS_EACH_TIME);
    assertThat(server.number(name, "SELECT COUNT(DISTINCT request_id) FROM service_log"))
        .isEqualTo(11 * ROWS_EACH_TIME);
  }

  private static void offer(LogQueue queue) {
    for (int i = 0; i < ROWS_EACH_TIME; i++) {
      queue.offer(LogRow.row().requestId(UUID.randomUUID().toString()).build());
    }
  }
}
