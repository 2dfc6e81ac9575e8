package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** That searches find the same with segments as without, on each engine. */
abstract class SegmentContract {
  private static final Instant START = Instant.parse("2026-05-01T00:00:00Z");

  /** More than what a search looks at before it asks the segments. */
  private static final int ROWS = 8_000;

  private static final Instant END = START.plusSeconds(ROWS);
  private static final Instant LATER = END.plus(Duration.ofHours(1));
  private static final int ROWS_OF_A_SEGMENT = 4 * Bucket.COUNT;

  /** An empty database; the caller closes it. */
  abstract DatabaseAccess open() throws Exception;

  @Test
  void a_search_finds_the_same_rows_with_segments_and_without() throws Exception {
    try (DatabaseAccess database = open()) {
      JdbiServiceLogRepository logs = filled(database);
      Map<String, List<Long>> before = answers(logs);
      assertThat(before).allSatisfy((name, ids) -> assertThat(ids).as(name).isNotNull());
      assertThat(before.get("an error of an address newest first")).hasSize(1);
      assertThat(before.get("a request oldest first")).hasSize(1);
      assertThat(before.get("no user newest first")).isEmpty();
      divide(database);
      assertThat(answers(logs)).isEqualTo(before);
    }
  }

  @Test
  void a_search_passes_by_what_has_no_such_row() throws Exception {
    try (DatabaseAccess database = open()) {
      filled(database);
      long segments = divide(database);
      assertThat(segments).isGreaterThan(ROWS / ROWS_OF_A_SEGMENT / 2);
      // The end, which is no full segment, and seldom one that is taken for one that may have it.
      assertThat(walkedSeconds(database, f -> f.userId = "nobody")).isLessThan(ROWS / 3);
      assertThat(walkedSeconds(database, f -> f.requestId = "request-20")).isLessThan(ROWS / 3);
      assertThat(walkedSeconds(database, f -> f.ip = "10.0.0.1")).isGreaterThanOrEqualTo(ROWS - 1);
    }
  }

  @Test
  void a_row_that_comes_late_is_found_and_its_time_is_divided_again() throws Exception {
    try (DatabaseAccess database = open()) {
      JdbiServiceLogRepository logs = filled(database);
      long segments = divide(database);
      logs.insert(List.of(row(2_000, log -> log.userId = "late")));
      SegmentUpkeep upkeep = upkeep(database);
      assertThat(upkeep.active()).isEqualTo(segments - 1);
      assertThat(ids(logs, f -> f.userId = "late", true)).hasSize(1);
      assertThat(upkeep.run(LATER)).isEqualTo(1);
      upkeep.run(LATER.plusSeconds(61));
      assertThat(upkeep.active()).isEqualTo(segments);
      assertThat(ids(logs, f -> f.userId = "late", true)).hasSize(1);
    }
  }

  @Test
  void a_segment_is_believed_after_a_minute_and_only_if_it_has_the_rows_that_it_had()
      throws Exception {
    try (DatabaseAccess database = open()) {
      filled(database);
      SegmentUpkeep upkeep = upkeep(database);
      // What is not ten minutes old is left alone.
      assertThat(upkeep.run(START)).isZero();
      int made = upkeep.run(LATER);
      assertThat(made).isPositive();
      upkeep.run(LATER.plusSeconds(59));
      assertThat(upkeep.active()).isZero();
      // As a row that a writer had not committed when the segment was made.
      database.inTransaction(
          "count wrongly in",
          handle ->
              handle.execute(
                  "UPDATE log_segment SET row_count = row_count - 1 WHERE from_micros = ?",
                  Micros.of(START)));
      upkeep.run(LATER.plusSeconds(61));
      assertThat(upkeep.active()).isEqualTo(made - 1L);
    }
  }

  @Test
  void segments_of_deleted_rows_go_and_their_filters_with_them() throws Exception {
    try (DatabaseAccess database = open()) {
      filled(database);
      divide(database);
      Retention retention = new Retention(new OldRows(database), System::nanoTime);
      Duration age = Duration.ofDays(1);
      while (retention.run(END.plus(age).plusSeconds(1), age, age) > 0) {
        // A run deletes as many as it may.
      }
      SegmentUpkeep upkeep = upkeep(database);
      upkeep.run(LATER.plus(age));
      assertThat(upkeep.active()).isZero();
      assertThat(count(database, "log_segment")).isZero();
      assertThat(count(database, "log_segment_filter")).isZero();
    }
  }

  private static SegmentUpkeep upkeep(DatabaseAccess database) {
    return new SegmentUpkeep(database, System::nanoTime, ROWS_OF_A_SEGMENT / Bucket.COUNT);
  }

  private static long divide(DatabaseAccess database) {
    SegmentUpkeep upkeep = upkeep(database);
    while (upkeep.run(LATER) > 0) {
      // A run takes a second at most.
    }
    upkeep.run(LATER.plusSeconds(61));
    return upkeep.active();
  }

  private static long count(DatabaseAccess database, String table) {
    return database.use(
        "count the rows of",
        handle -> handle.createQuery("SELECT COUNT(*) FROM " + table).mapTo(Long.class).one());
  }

  /** How much of the time a search for this would walk. */
  private static long walkedSeconds(DatabaseAccess database, Consumer<ServiceLogFilters> change) {
    ServiceLogFilter filter = ServiceLogFilters.filter(change);
    ServiceLogSelection selection = new ServiceLogSelection(filter);
    List<SegmentProbe> probes = new ArrayList<>();
    if (selection.user() != null) {
      probes.addAll(SegmentProbe.of(SegmentKey.USER, selection.user(), null, false, null));
    }
    if (selection.ip() != null) {
      probes.addAll(SegmentProbe.of(SegmentKey.IP, selection.ip(), null, false, null));
    }
    if (selection.request() != null) {
      probes.addAll(SegmentProbe.of(SegmentKey.REQUEST, selection.request(), null, false, null));
    }
    TimeRange all = new TimeRange(Micros.of(START), Micros.of(END), true, null);
    return database.use(
        "ask",
        handle -> {
          SearchRun run = new SearchRun(handle, System.nanoTime() + TimeUnit.MINUTES.toNanos(1));
          try {
            return LogSegments.spans(run, all, probes).spans().stream()
                    .mapToLong(span -> span.toMicros() - span.fromMicros())
                    .sum()
                / 1_000_000;
          } catch (SearchRun.TimeOver e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** One address for all, so that a bucket has more entries than a first look. */
  private static JdbiServiceLogRepository filled(DatabaseAccess database) {
    JdbiServiceLogRepository logs = new JdbiServiceLogRepository(database);
    List<ServiceLog> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rows.add(row(i, log -> {}));
    }
    logs.insert(rows);
    return logs;
  }

  private static ServiceLog row(int number, Consumer<ServiceLogs> change) {
    return ServiceLogs.log(
        log -> {
          log.time = START.plusSeconds(number);
          log.requestId = "request-" + number;
          log.ip = "10.0.0.1";
          log.userId = number % 3 == 0 ? "user-" + number / 700 : "everybody";
          log.instanceId = number < 10 ? 1L : 2L;
          if (number == 40) {
            log.method = "BREW";
          }
          if (number == 30) {
            log.level = "ERROR";
            log.status = 503;
          }
          change.accept(log);
        });
  }

  private static Map<String, List<Long>> answers(ServiceLogRepository logs) {
    Map<String, Consumer<ServiceLogFilters>> filters = new LinkedHashMap<>();
    filters.put("an address", f -> f.ip = "10.0.0.1");
    filters.put("no address", f -> f.ip = "10.0.0.2");
    filters.put("everybody", f -> f.userId = "everybody");
    filters.put("a user", f -> f.userId = "user-1");
    filters.put("no user", f -> f.userId = "nobody");
    filters.put("a request", f -> f.requestId = "request-17");
    filters.put("no request", f -> f.requestId = "request-x");
    filters.put(
        "an error of an address",
        f -> {
          f.ip = "10.0.0.1";
          f.level = "ERROR";
        });
    filters.put(
        "a method of no kind of an address",
        f -> {
          f.ip = "10.0.0.1";
          f.method = "BREW";
        });
    filters.put(
        "an instance of an address",
        f -> {
          f.ip = "10.0.0.1";
          f.instanceId = 1L;
        });
    filters.put(
        "a user of an address in a time",
        f -> {
          f.ip = "10.0.0.1";
          f.userId = "user-2";
          f.timeGte = START.plusSeconds(1_500);
          f.timeLte = START.plusSeconds(1_900);
        });
    Map<String, List<Long>> answers = new LinkedHashMap<>();
    filters.forEach(
        (name, filter) -> {
          answers.put(name + " newest first", ids(logs, filter, true));
          answers.put(name + " oldest first", ids(logs, filter, false));
        });
    return answers;
  }

  /** All of them, in pages by key. */
  private static List<Long> ids(
      ServiceLogRepository logs, Consumer<ServiceLogFilters> change, boolean newestFirst) {
    ServiceLogFilter filter = ServiceLogFilters.filter(change);
    List<Long> ids = new ArrayList<>();
    ServiceLogKey after =
        newestFirst
            ? new ServiceLogKey(Long.MAX_VALUE, Long.MAX_VALUE)
            : new ServiceLogKey(Long.MIN_VALUE, 0);
    while (true) {
      ServiceLogPage page =
          logs.pageAfter(filter, newestFirst, after, 3_000, Duration.ofSeconds(60));
      assertThat(page.isComplete()).isTrue();
      page.rows().forEach(row -> ids.add(row.id()));
      if (page.rows().size() < 3_000) {
        return ids;
      }
      ServiceLog last = page.rows().get(page.rows().size() - 1);
      after = new ServiceLogKey(Micros.of(last.time()), last.id());
    }
  }
}
