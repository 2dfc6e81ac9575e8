package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What retention deletes, on each engine. */
abstract class RetentionContract {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration QUARTER = Duration.ofDays(90);

  /** An empty database; the caller closes it. */
  abstract DatabaseAccess open() throws Exception;

  @Test
  void case_84_what_is_too_old_goes_in_transactions_that_grow_and_what_is_young_stays()
      throws Exception {
    try (DatabaseAccess database = open()) {
      ServiceLogRepository logs = new JdbiServiceLogRepository(database);
      for (int i = 0; i < 3; i++) {
        List<ServiceLog> old = new ArrayList<>();
        for (int n = 0; n < 500; n++) {
          old.add(aged("/old", true, NOW.minus(Duration.ofDays(8))));
        }
        logs.insertOnce(UUID.randomUUID(), old);
      }
      logs.insertOnce(
          UUID.randomUUID(),
          List.of(
              aged("/week", true, NOW.minus(WEEK)),
              aged("/kept", false, NOW.minus(Duration.ofDays(8))),
              aged("/quarter-and-more", false, NOW.minus(QUARTER).minusMillis(1)),
              aged("/future", true, NOW.plus(Duration.ofDays(1)))));
      AtomicLong ticks = new AtomicLong();
      Retention retention = new Retention(new OldRows(database), ticks::incrementAndGet);
      // A second before, as after a clock was set back, deletes no more than what was old then.
      assertThat(retention.run(NOW.minus(Duration.ofDays(400)), WEEK, QUARTER)).isZero();
      ticks.set(0);
      assertThat(retention.run(NOW, WEEK, QUARTER)).isEqualTo(1_501);
      // Two looks at the clock for each transaction: batch numbers, 64 to 512 and the rest, others.
      assertThat(ticks.get()).isBetween(10L, 16L);
      assertThat(retention.run(NOW, WEEK, QUARTER)).isZero();
      assertThat(
              logs.list(
                  ServiceLogFilters.all(),
                  List.of(new ServiceLogOrder(ServiceLogOrder.Column.TIME, false)),
                  0,
                  10))
          .extracting(ServiceLog::path)
          .containsExactly("/kept", "/week", "/future");
    }
  }

  @Test
  void case_84_volatile_rows_go_after_their_time_and_all_others_after_theirs() throws Exception {
    try (DatabaseAccess database = open()) {
      ServiceLogRepository logs = new JdbiServiceLogRepository(database);
      logs.insert(
          List.of(
              aged("/volatile-old", true, NOW.minus(WEEK).minusMillis(1)),
              aged("/volatile-young", true, NOW.minus(WEEK).plusMillis(1)),
              aged("/kept", false, NOW.minus(QUARTER).plusMillis(1)),
              aged("/kept-too-long", false, NOW.minus(QUARTER).minusMillis(1))));
      new Retention(new OldRows(database), System::nanoTime).run(NOW, WEEK, QUARTER);
      assertThat(
              logs.list(
                  ServiceLogFilters.all(),
                  List.of(new ServiceLogOrder(ServiceLogOrder.Column.TIME, false)),
                  0,
                  10))
          .extracting(ServiceLog::path)
          .containsExactly("/kept", "/volatile-young");
    }
  }

  @Test
  void numbers_of_batches_go_after_a_day_and_not_before() throws Exception {
    try (DatabaseAccess database = open()) {
      ServiceLogRepository logs = new JdbiServiceLogRepository(database);
      for (int i = 0; i < 40; i++) {
        logs.insertOnce(UUID.randomUUID(), List.of(ServiceLogs.log(row -> row.isVolatile = false)));
      }
      Instant now = Instant.now();
      Retention retention = new Retention(new OldRows(database), System::nanoTime);
      retention.run(now.plus(Duration.ofHours(23)), QUARTER, QUARTER);
      assertThat(numbers(database)).isEqualTo(40);
      retention.run(now.plus(Duration.ofHours(25)), QUARTER, QUARTER);
      assertThat(numbers(database)).isZero();
    }
  }

  private static long numbers(DatabaseAccess database) {
    return database.use(
        "count",
        handle -> handle.createQuery("SELECT COUNT(*) FROM written_batch").mapTo(Long.class).one());
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
