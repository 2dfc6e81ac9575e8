package io.opsagent.benchmarks.storage;

import io.opsagent.storage.SegmentUpkeep;
import io.opsagent.storage.ServiceLog;
import io.opsagent.storage.ServiceLogRepository;
import io.opsagent.storage.testkit.SyntheticTraffic;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Writes rows in batches like those of the agent's writer, and prints how fast. */
final class Load {
  static final String SERVICE = "shop";
  static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  /** Between two lines of progress. */
  private static final int STEP_ROWS = 250_000;

  private final Engine engine;
  private final long rows;
  private final int batchRows;
  private final long days;

  Load(Engine engine, Map<String, Long> options) {
    this.engine = engine;
    this.rows = options.getOrDefault("rows", 1_000_000L);
    this.batchRows = options.getOrDefault("batch", 1_000L).intValue();
    this.days = options.getOrDefault("days", 10L);
  }

  void run() throws IOException {
    ServiceLogRepository logs = engine.database().serviceLogs();
    SyntheticTraffic traffic =
        new SyntheticTraffic(
            SERVICE,
            START,
            rows,
            TimeUnit.MILLISECONDS.toMicros(Duration.ofDays(days).toMillis()),
            1);
    long before = engine.bytes();
    long stepNanos = 0;
    long allNanos = 0;
    long slowestNanos = 0;
    for (long row = 0; row < rows; row += batchRows) {
      List<ServiceLog> batch = traffic.next((int) Math.min(batchRows, rows - row));
      long start = System.nanoTime();
      logs.insertOnce(UUID.randomUUID(), batch);
      long took = System.nanoTime() - start;
      stepNanos += took;
      allNanos += took;
      slowestNanos = Math.max(slowestNanos, took);
      long written = row + batch.size();
      if (written / STEP_ROWS > row / STEP_ROWS) {
        print(
            "%,d rows, the last %,d at %,.0f rows/s",
            written, STEP_ROWS, STEP_ROWS / seconds(stepNanos));
        stepNanos = 0;
      }
    }
    print(
        "wrote %,d rows in batches of %d: %,.0f rows/s, slowest batch %d ms, %d bytes a row",
        rows,
        batchRows,
        rows / seconds(allNanos),
        TimeUnit.NANOSECONDS.toMillis(slowestNanos),
        (engine.bytes() - before) / rows);
    divide();
  }

  /** Makes segments, as the cycle of the agent does beside the writing, a second at a time. */
  void divide() {
    SegmentUpkeep segments = engine.database().segments();
    Instant now = START.plus(Duration.ofDays(days + 1));
    long start = System.nanoTime();
    long made = 0;
    long some;
    do {
      some = segments.run(now);
      made += some;
    } while (some > 0);
    long tookNanos = System.nanoTime() - start;
    segments.run(now.plus(Duration.ofMinutes(2)));
    print(
        "%d segments made in %d ms, %d are believed",
        made, TimeUnit.NANOSECONDS.toMillis(tookNanos), segments.active());
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
