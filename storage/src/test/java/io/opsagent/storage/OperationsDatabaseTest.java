package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsagent.storage.schema.SchemaMigration;
import io.opsagent.storage.testkit.ChildJvm;
import java.io.File;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationsDatabaseTest {
  private final List<String> notices = new ArrayList<>();

  @Test
  void a_row_is_there_after_the_database_was_closed_and_opened_again(@TempDir File folder)
      throws Exception {
    ServiceLog log = ServiceLogs.log();
    try (DataDirectory directory = DataDirectory.open(folder)) {
      try (OperationsDatabase database = OperationsDatabase.open(directory, notices::add)) {
        database.serviceLogs().insert(List.of(log));
      }
      try (OperationsDatabase database = OperationsDatabase.open(directory, notices::add)) {
        assertThat(database.serviceLogs().find("shop", 1)).contains(ServiceLogs.withId(log, 1));
      }
    }
    assertThat(notices).isEmpty();
  }

  @Test
  void two_slots_have_two_databases(@TempDir File folder) throws Exception {
    try (DataDirectory first = DataDirectory.open(folder);
        DataDirectory second = DataDirectory.open(folder);
        OperationsDatabase one = OperationsDatabase.open(first, notices::add);
        OperationsDatabase two = OperationsDatabase.open(second, notices::add)) {
      one.serviceLogs().insert(List.of(ServiceLogs.log()));
      assertThat(one.serviceLogs().count(ServiceLogFilters.all())).isEqualTo(1);
      assertThat(two.serviceLogs().count(ServiceLogFilters.all())).isZero();
    }
  }

  @Test
  void every_file_is_its_owners_alone_while_open_and_after_closing(@TempDir File folder)
      throws Exception {
    try (DataDirectory directory = DataDirectory.open(folder)) {
      try (OperationsDatabase database = OperationsDatabase.open(directory, notices::add)) {
        database
            .serviceLogs()
            .insert(List.of(ServiceLogs.log(r -> r.resultJson = '"' + "x".repeat(900_000) + '"')));
        assertThat(Slots.permissions(folder.toPath()))
            .isEqualTo(
                new TreeMap<>(
                    java.util.Map.of("slot-0/lock", "rw-------", "slot-0/ops.mv.db", "rw-------")));
      }
      assertThat(Slots.permissions(folder.toPath()))
          .containsOnlyKeys("slot-0/lock", "slot-0/ops.mv.db")
          .containsValue("rw-------")
          .doesNotContainValue("rw-r--r--");
    }
  }

  @Test
  void the_writer_that_was_killed_lost_no_batch_older_than_a_second_and_no_part_of_one(
      @TempDir File folder) throws Exception {
    List<Long> takenMillis = new ArrayList<>();
    long beforeKillMillis;
    try (ChildJvm writer = ChildJvm.start(WriteRows.class, folder.getPath())) {
      do {
        takenMillis.add(Long.parseLong(writer.await("written ").split(" ")[1]));
      } while (takenMillis.get(takenMillis.size() - 1) - takenMillis.get(0) < 2_500);
      beforeKillMillis = System.currentTimeMillis();
      writer.kill();
    }
    long safeBatches = takenMillis.stream().filter(at -> at < beforeKillMillis - 1_000).count();
    assertThat(safeBatches).as("batches older than a second").isPositive();
    try (DataDirectory directory = DataDirectory.open(folder);
        OperationsDatabase database = OperationsDatabase.open(directory, notices::add)) {
      assertThat(directory.slot()).isZero();
      long rows = database.serviceLogs().count(ServiceLogFilters.all());
      assertThat(rows).isGreaterThanOrEqualTo(safeBatches * WriteRows.BATCH_ROWS);
      assertThat(rows % WriteRows.BATCH_ROWS).as("rows of a part of a batch").isZero();
      database.serviceLogs().insert(List.of(ServiceLogs.log()));
    }
    assertThat(notices).isEmpty();
  }

  @Test
  void a_thread_that_is_interrupted_while_it_reads_does_not_take_the_database_from_others(
      @TempDir File folder) throws Exception {
    try (DataDirectory directory = DataDirectory.open(folder)) {
      try (OperationsDatabase database = OperationsDatabase.open(directory, notices::add)) {
        for (int i = 0; i < 6; i++) {
          database.serviceLogs().insert(Collections.nCopies(500, ServiceLogs.log()));
        }
      }
      // Opened again, so that the rows must be read from the file.
      try (ReopeningDatabase database =
          new ReopeningDatabase(
              new H2File(directory.slotDirectory().toPath()), SchemaMigration.ALL, notices::add)) {
        try {
          assertThatThrownBy(() -> database.use("read", OperationsDatabaseTest::readInterrupted))
              .isInstanceOf(StorageException.class)
              .hasRootCauseInstanceOf(ClosedByInterruptException.class);
        } finally {
          assertThat(Thread.interrupted()).as("the interruption is left to its owner").isTrue();
        }
        ServiceLogRepository logs = new JdbiServiceLogRepository(database);
        assertThat(readAll(logs)).hasSize(3_000);
        logs.insert(List.of(ServiceLogs.log()));
        assertThat(readAll(logs)).hasSize(3_001);
        assertThat(notices).singleElement().asString().contains("was closed after a failure");
      }
    }
  }

  @Test
  void calls_after_closing_fail_with_a_clear_line(@TempDir File folder) throws Exception {
    try (DataDirectory directory = DataDirectory.open(folder)) {
      OperationsDatabase database = OperationsDatabase.open(directory, notices::add);
      database.close();
      database.close();
      assertThatThrownBy(() -> database.serviceLogs().insert(List.of(ServiceLogs.log())))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("is closed");
    }
  }

  @Test
  void a_path_that_h2_would_read_as_settings_is_refused(@TempDir File folder) throws Exception {
    try (DataDirectory directory = DataDirectory.open(new File(folder, "a;TRACE_LEVEL_FILE=3"))) {
      try (OperationsDatabase database = OperationsDatabase.open(directory, notices::add)) {
        assertThat(notices).singleElement().asString().contains("';'", "The application runs");
        assertThat(database.problem()).contains("';'");
        assertThatThrownBy(() -> database.serviceLogs().insert(List.of(ServiceLogs.log())))
            .isInstanceOf(StorageException.class);
      }
    }
  }

  @Test
  void a_path_with_blanks_and_letters_of_all_scripts_is_fine(@TempDir File folder)
      throws Exception {
    try (DataDirectory directory =
            DataDirectory.open(new File(folder, "mein Ordner/größe 日本 %20"));
        OperationsDatabase database = OperationsDatabase.open(directory, notices::add)) {
      database.serviceLogs().insert(List.of(ServiceLogs.log()));
      assertThat(database.serviceLogs().count(ServiceLogFilters.all())).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE ALIAS run FOR \"java.lang.Runtime.exit\"",
        "SCRIPT TO '/tmp/opsagent-leak.sql'",
        "CALL FILE_READ('/etc/hostname')",
        "CALL CSVWRITE('/tmp/opsagent-leak.csv', 'SELECT 1')",
        "DROP TABLE service_log",
        "ALTER USER OPSAGENT_OWNER SET PASSWORD 'x'",
        "SET TRACE_LEVEL_FILE 3",
        "SHUTDOWN",
      })
  void the_user_of_the_pool_can_do_nothing_but_work_on_rows(String sql, @TempDir Path folder) {
    try (ReopeningDatabase database =
        new ReopeningDatabase(new H2File(folder), SchemaMigration.ALL, notices::add)) {
      assertThatThrownBy(() -> database.use("try", handle -> handle.execute(sql)))
          .isInstanceOf(StorageException.class);
      assertThat(new JdbiServiceLogRepository(database).count(ServiceLogFilters.all())).isZero();
      assertThat(folder.toFile().list()).containsExactly("ops.mv.db");
    }
  }

  @Test
  void retention_keeps_what_is_young_enough(@TempDir File folder) throws Exception {
    Instant now = Instant.parse("2026-06-01T00:00:00Z");
    try (DataDirectory directory = DataDirectory.open(folder);
        OperationsDatabase database = OperationsDatabase.open(directory, notices::add)) {
      ServiceLogRepository logs = database.serviceLogs();
      List<ServiceLog> many = new ArrayList<>();
      for (int i = 0; i < 1_200; i++) {
        many.add(aged("/old", true, now.minus(Duration.ofDays(8))));
      }
      logs.insert(many);
      logs.insert(
          List.of(
              aged("/week", true, now.minus(Duration.ofDays(7))),
              aged("/week-and-more", true, now.minus(Duration.ofDays(7)).minusNanos(1_000)),
              aged("/kept", false, now.minus(Duration.ofDays(8))),
              aged("/quarter", false, now.minus(Duration.ofDays(90))),
              aged("/quarter-and-more", false, now.minus(Duration.ofDays(90)).minusNanos(1_000)),
              aged("/future", true, now.plus(Duration.ofDays(1)))));
      assertThat(database.retention().run(now, Duration.ofDays(7), Duration.ofDays(90)))
          .isEqualTo(1_202);
      assertThat(database.retention().run(now, Duration.ofDays(7), Duration.ofDays(90))).isZero();
      assertThat(
              logs.list(
                  ServiceLogFilters.all(),
                  List.of(new ServiceLogOrder(ServiceLogOrder.Column.TIME, false)),
                  0,
                  10))
          .extracting(ServiceLog::path)
          .containsExactly("/quarter", "/kept", "/week", "/future");
    }
  }

  private static int readInterrupted(Handle handle) {
    Thread.currentThread().interrupt();
    return handle
        .createQuery("SELECT SUM(LENGTH(path)) FROM service_log")
        .mapTo(Integer.class)
        .one();
  }

  private static List<ServiceLog> readAll(ServiceLogRepository logs) {
    return logs.list(
        ServiceLogFilters.all(),
        List.of(new ServiceLogOrder(ServiceLogOrder.Column.DURATION, true)),
        0,
        5_000);
  }

  private static ServiceLog aged(String path, boolean isVolatile, Instant time) {
    return ServiceLogs.log(
        row -> {
          row.path = path;
          row.isVolatile = isVolatile;
          row.time = time;
        });
  }
}
