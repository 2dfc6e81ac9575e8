package io.opsagent.storage;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Prints how fast rows are written and read, and how many bytes a row takes. Not a test, because a
 * speed is no condition; run its main method with the class path of the tests.
 *
 * <p>Arguments: rows to write (default 200000), folder (default a temporary one).
 */
final class ServiceLogSpeed {
  private static final int BATCH_ROWS = 500;
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final String HEADERS =
      "{\"host\":\"shop.example\",\"accept\":\"application/json, text/plain, */*\",\"accept-language\""
          + ":\"en-GB,en;q=0.9,de;q=0.8\",\"accept-encoding\":\"gzip, deflate, br\",\"user-agent\":"
          + "\"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/120.0.0.0 Safari/537.36\",\"authorization\":\"******\",\"cookie\":\"******\","
          + "\"x-forwarded-for\":\"203.0.113.9, 10.0.0.1\",\"x-request-id\":\"%s\"}";

  private final Random random = new Random(1);

  private ServiceLogSpeed() {}

  public static void main(String[] args) throws Exception {
    int rows = args.length > 0 ? Integer.parseInt(args[0]) : 200_000;
    File folder =
        args.length > 1 ? new File(args[1]) : Files.createTempDirectory("opsagent-speed").toFile();
    try (DataDirectory directory = DataDirectory.open(folder)) {
      long opening = System.nanoTime();
      try (OperationsDatabase database = OperationsDatabase.open(directory, System.out::println)) {
        print("open: %d ms", millisSince(opening));
        new ServiceLogSpeed().write(database.serviceLogs(), rows);
        read(database.serviceLogs(), rows);
      }
      Path file = directory.slotDirectory().toPath().resolve("ops.mv.db");
      print("file after close: %d bytes a row", Files.size(file) / rows);
    }
  }

  private void write(ServiceLogRepository logs, int rows) {
    long nanos = 0;
    long slowestNanos = 0;
    for (int row = 0; row < rows; row += BATCH_ROWS) {
      List<ServiceLog> batch = new ArrayList<>();
      for (int i = row; i < Math.min(rows, row + BATCH_ROWS); i++) {
        batch.add(row(i));
      }
      long start = System.nanoTime();
      logs.insert(batch);
      long took = System.nanoTime() - start;
      nanos += took;
      slowestNanos = Math.max(slowestNanos, took);
    }
    print(
        "insert: %d rows in batches of %d, %.0f rows/s, slowest batch %d ms",
        rows, BATCH_ROWS, rows / (nanos / 1e9), TimeUnit.NANOSECONDS.toMillis(slowestNanos));
  }

  private static void read(ServiceLogRepository logs, int rows) {
    List<ServiceLogOrder> newest = List.of(new ServiceLogOrder(ServiceLogOrder.Column.TIME, true));
    List<ServiceLogOrder> slowest =
        List.of(new ServiceLogOrder(ServiceLogOrder.Column.DURATION, true));
    for (int round = 0; round < 2; round++) {
      timed("first page", () -> logs.list(ServiceLogFilters.all(), newest, 0, 20));
      timed("oldest first", () -> logs.list(ServiceLogFilters.all(), oldest(), 0, 20));
      timed("last page", () -> logs.list(ServiceLogFilters.all(), newest, rows - 20L, 20));
      timed("slowest first", () -> logs.list(ServiceLogFilters.all(), slowest, 0, 20));
      timed("count", () -> logs.count(ServiceLogFilters.all()));
      timed("errors", () -> logs.list(filter(f -> f.level = "ERROR"), newest, 0, 20));
      timed("count errors", () -> logs.count(filter(f -> f.level = "ERROR")));
      timed("no such level", () -> logs.list(filter(f -> f.level = "DEBUG"), newest, 0, 20));
      timed("endpoint", () -> logs.list(filter(f -> f.endpointIdent = "item_7"), newest, 0, 20));
      timed("no endpoint", () -> logs.list(filter(f -> f.endpointIdent = "no"), newest, 0, 20));
      timed("request", () -> logs.list(filter(f -> f.requestId = "no"), newest, 0, 20));
      timed("user", () -> logs.list(filter(f -> f.userId = "no"), newest, 0, 20));
      timed("path part", () -> logs.list(filter(f -> f.pathContains = "no/such"), newest, 0, 20));
    }
  }

  private static List<ServiceLogOrder> oldest() {
    return List.of(new ServiceLogOrder(ServiceLogOrder.Column.TIME, false));
  }

  private static ServiceLogFilter filter(java.util.function.Consumer<ServiceLogFilters> change) {
    return ServiceLogFilters.filter(change);
  }

  private static void timed(String what, Runnable task) {
    long start = System.nanoTime();
    task.run();
    print("%s: %d ms", what, millisSince(start));
  }

  /** Nine of ten uneventful and bare; one with headers and bodies, as section 6.3 keeps it. */
  private ServiceLog row(int i) {
    boolean eventful = random.nextInt(10) == 0;
    boolean failed = random.nextInt(500) == 0;
    String requestId = Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
    int item = random.nextInt(40);
    return ServiceLogs.log(
        log -> {
          log.requestId = requestId;
          log.time = START.plusMillis(i * 20L + random.nextInt(500));
          log.level = failed ? "ERROR" : eventful ? "WARN" : "INFO";
          log.status = failed ? 500 : eventful ? 404 : 200;
          log.isVolatile = !failed;
          log.durationMicros = 500 + random.nextInt(100_000);
          log.path = "/api/shop/item" + item + "/" + random.nextInt(100_000);
          log.fullUrl = "https://shop.example" + log.path + "?page=" + random.nextInt(9);
          log.route = "/api/shop/item" + item + "/{id}";
          log.endpointIdent = "item_" + item;
          log.userId = String.valueOf(random.nextInt(5_000));
          log.ip = "203.0.113." + random.nextInt(256);
          if (eventful || failed) {
            log.requestHeadersJson = String.format(Locale.ROOT, HEADERS, requestId);
            log.responseHeadersJson = "{\"content-type\":\"application/json\",\"vary\":\"origin\"}";
            log.resultJson = body(600 + random.nextInt(3_000));
            log.messagesJson = failed ? body(4_000) : "[]";
          }
        });
  }

  private String body(int chars) {
    StringBuilder json = new StringBuilder("[");
    while (json.length() < chars) {
      json.append("{\"name\":\"article ")
          .append(random.nextInt(100_000))
          .append("\",\"price\":")
          .append(random.nextInt(10_000))
          .append("},");
    }
    return json.append("null]").toString();
  }

  private static long millisSince(long startNanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
