package io.opsagent.benchmarks.storage;

import io.opsagent.storage.ServiceLogDeletion;
import io.opsagent.storage.ServiceLogFacts;
import io.opsagent.storage.ServiceLogFilter;
import io.opsagent.storage.ServiceLogOrder;
import io.opsagent.storage.ServiceLogPage;
import io.opsagent.storage.ServiceLogRepository;
import io.opsagent.storage.ServiceLogScan;
import io.opsagent.storage.ServiceLogTerm;
import io.opsagent.storage.ServiceLogTerm.Field;
import io.opsagent.storage.errors.ErrorCount;
import io.opsagent.storage.errors.ErrorRepository;
import io.opsagent.storage.errors.ErrorSpan;
import io.opsagent.storage.errors.ErrorSummary;
import io.opsagent.storage.testkit.SyntheticTraffic;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What facets, groups of errors and deletions cost: how many rows two seconds look at, a page by
 * route and by fingerprint, groups of a month of hours, and rows deleted in two seconds.
 */
final class Counts {
  private static final Duration MAX_TIME = Duration.ofSeconds(2);
  private static final int MAX_ROWS = 200_000;
  private static final int HOURS = 24 * 30;
  private static final int GROUPS = 200;

  private final Engine engine;

  Counts(Engine engine) {
    this.engine = engine;
  }

  void run() {
    ServiceLogRepository logs = engine.database().serviceLogs();
    scan(logs, "no filter", List.of());
    scan(logs, "status 5xx", List.of(status(500)));
    scan(logs, "status 2xx", List.of(status(200)));
    tally(logs, "no filter", List.of());
    tally(logs, "status 2xx", List.of(status(200)));
    scan(logs, "duration over 100 ms", List.of(new ServiceLogTerm.Duration(100_000L, null)));
    page(logs, "route", one(Field.ROUTE, "/api/shop/item3/{id}"));
    page(logs, "rare route", one(Field.ROUTE, "/api/shop/item199/{id}"));
    page(logs, "fingerprint", one(Field.FINGERPRINT, "0123456789abcdef"));
    page(logs, "no fingerprint", one(Field.FINGERPRINT, "ffffffffffffffff"));
    page(
        logs,
        "neither 2xx nor 404",
        new ServiceLogTerm.Status(
            List.of(
                new ServiceLogTerm.StatusSpan(200, 299), new ServiceLogTerm.StatusSpan(404, 404)),
            true));
    errors(engine.database().errors());
    long began = System.nanoTime();
    ServiceLogDeletion deletion = logs.delete(filter(List.of(one(Field.LEVEL, "WARN"))), MAX_TIME);
    print("deleted %d rows in %d ms", deletion.rows(), millis(began));
  }

  private static void scan(ServiceLogRepository logs, String name, List<ServiceLogTerm> terms) {
    LongAdder seen = new LongAdder();
    for (int round = 0; round < 3; round++) {
      long began = System.nanoTime();
      ServiceLogScan scan =
          logs.scan(filter(terms), MAX_ROWS, MAX_TIME, (ServiceLogFacts row) -> seen.increment());
      print(
          "%s: %d rows in %d ms, %s",
          name, scan.rows(), millis(began), scan.isComplete() ? "all" : "not all");
    }
  }

  private static void tally(ServiceLogRepository logs, String name, List<ServiceLogTerm> terms) {
    LongAdder groups = new LongAdder();
    for (int round = 0; round < 3; round++) {
      long began = System.nanoTime();
      ServiceLogScan scan =
          logs.tally(
                  filter(terms), Duration.ofHours(1), MAX_TIME, (row, times) -> groups.increment())
              .orElseThrow();
      print(
          "tally of %s: %d rows in %d ms, %s",
          name, scan.rows(), millis(began), scan.isComplete() ? "all" : "not all");
    }
  }

  private static void page(ServiceLogRepository logs, String name, ServiceLogTerm term) {
    List<ServiceLogOrder> order = List.of(new ServiceLogOrder(ServiceLogOrder.Column.TIME, true));
    for (int round = 0; round < 3; round++) {
      long began = System.nanoTime();
      ServiceLogPage page = logs.page(filter(List.of(term)), order, 0, 50, MAX_TIME);
      print("page by %s: %d rows in %d ms", name, page.rows().size(), millis(began));
    }
  }

  /** A month with 200 groups in each hour, at two endpoints each. */
  private static void errors(ErrorRepository errors) {
    Instant end = Instant.now().truncatedTo(ChronoUnit.HOURS);
    long began = System.nanoTime();
    for (int hour = 0; hour < HOURS; hour++) {
      Instant start = end.minus(Duration.ofHours(hour));
      List<ErrorCount> counts = new ArrayList<>();
      for (int i = 0; i < 2 * GROUPS; i++) {
        counts.add(
            new ErrorCount(
                "shop",
                start,
                String.format(Locale.ROOT, "%016x", i / 2),
                "com.shop.Failure" + i / 2,
                SyntheticTraffic.endpoint(i % 2),
                "/api/shop",
                "com.shop.Orders.pay",
                "no stock of article " + i,
                i + 1,
                0,
                start,
                start.plusSeconds(i)));
      }
      errors.save("bench", counts);
    }
    print("%d counts of errors written in %d ms", HOURS * GROUPS * 2, millis(began));
    for (Map.Entry<String, Integer> span :
        List.of(Map.entry("hour", 1), Map.entry("day", 24), Map.entry("month", HOURS))) {
      ErrorSpan of =
          new ErrorSpan(
              "shop", end.minus(Duration.ofHours(span.getValue() - 1)), end, null, null, null);
      long groups = System.nanoTime();
      ErrorSummary found = errors.summary(of, MAX_TIME);
      print(
          "groups of the last %s: %d in %d ms, %s",
          span.getKey(),
          found.groups().size(),
          millis(groups),
          found.isComplete() ? "all" : "since " + found.countedFrom());
    }
  }

  private static ServiceLogTerm status(int first) {
    return new ServiceLogTerm.Status(
        List.of(new ServiceLogTerm.StatusSpan(first, first + 99)), false);
  }

  private static ServiceLogTerm one(Field field, String value) {
    return new ServiceLogTerm.OneOf(field, List.of(value), false);
  }

  private static ServiceLogFilter filter(List<ServiceLogTerm> terms) {
    return new ServiceLogFilter(
        "shop", null, null, null, null, null, null, null, null, null, null, null, null, null, null,
        null, null, null, null, null, null, terms);
  }

  private static long millis(long beganNanos) {
    return (System.nanoTime() - beganNanos) / 1_000_000;
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
