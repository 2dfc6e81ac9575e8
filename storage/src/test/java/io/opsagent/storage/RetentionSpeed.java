package io.opsagent.storage;

import io.opsagent.storage.schema.SchemaMigration;
import io.opsagent.storage.testkit.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clears many old rows while a writer goes on, and says how long the writer waited at most, without
 * and with the cleaning; on H2 it then compacts the file. Not a test: started by hand, with the
 * engine (h2 or postgresql), a folder, the number of rows and, if not all are to be cleared, the
 * most seconds of cleaning.
 */
final class RetentionSpeed {
  private static final int BATCH_ROWS = 500;
  private static final long PAUSE_MILLIS = 250;

  /** Some 20 seconds. */
  private static final int ALONE_BATCHES = 80;

  private static final Duration WEEK = Duration.ofDays(7);

  private final ServiceLogRepository logs;
  private final Random random = new Random(1);

  private RetentionSpeed(ServiceLogRepository logs) {
    this.logs = logs;
  }

  public static void main(String[] args) throws Exception {
    long rows = Long.parseLong(args[2]);
    long maxSeconds = args.length > 3 ? Long.parseLong(args[3]) : Long.MAX_VALUE / 2_000_000_000;
    if (args[0].equals("h2")) {
      Files.createDirectories(Path.of(args[1]));
      try (ReopeningDatabase database =
          new ReopeningDatabase(
              new H2File(Path.of(args[1])), SchemaMigration.ALL, System.out::println)) {
        run(database, rows, maxSeconds);
        print("file %s", database.size());
        long start = System.nanoTime();
        boolean done = database.compact(2_000, CompactionWay.ANEW);
        print("compacted %s in %d ms: %s", done, millisSince(start), database.size());
      }
    } else {
      PostgresServer server = PostgresServer.instance();
      try (ServerDatabase database =
          new ServerDatabase(
              server.settings(server.newDatabase()),
              SchemaMigration.ALL,
              System.out::println,
              ServerDatabase.Pauses.USUAL)) {
        run(database, rows, maxSeconds);
      }
    }
    System.exit(0);
  }

  private static void run(DatabaseAccess database, long rows, long maxSeconds) throws Exception {
    RetentionSpeed speed = new RetentionSpeed(new JdbiServiceLogRepository(database));
    Instant old = Instant.now().minus(WEEK.multipliedBy(2));
    OldRows oldRows = new OldRows(database);
    long there = oldRows.countServiceLogs();
    long start = System.nanoTime();
    for (long row = there; row < rows; row += BATCH_ROWS) {
      speed.logs.insertOnce(UUID.randomUUID(), speed.batch(old.plusMillis(row / 10)));
    }
    print("loaded %,d rows in %,d ms", rows - there, millisSince(start));
    print("a writer alone waits %s", speed.writeDuring(writer -> writer.await(ALONE_BATCHES)));
    Retention retention = new Retention(oldRows, System::nanoTime);
    AtomicLong deleted = new AtomicLong();
    long begin = System.nanoTime();
    String waits =
        speed.writeDuring(
            writer -> {
              long run;
              do {
                run = retention.run(Instant.now(), WEEK, WEEK.multipliedBy(10));
                deleted.addAndGet(run);
              } while (run > 0 && millisSince(begin) < maxSeconds * 1_000);
            });
    long millis = millisSince(begin);
    print(
        "deleted %,d rows in %,d ms (%,d rows/s), longest transaction %d ms",
        deleted.get(),
        millis,
        deleted.get() * 1_000 / millis,
        retention.longestTransactionMillis());
    print("a writer beside it waits %s", waits);
  }

  /** Writes a small batch each {@link #PAUSE_MILLIS}, as the agent does, until the work is done. */
  private String writeDuring(Work work) throws Exception {
    List<Long> waits = Collections.synchronizedList(new ArrayList<>());
    try (ScheduledWriter writer =
        new ScheduledWriter(
            () -> {
              List<ServiceLog> rows = batch(Instant.now());
              long start = System.nanoTime();
              logs.insertOnce(UUID.randomUUID(), rows.subList(0, 50));
              waits.add(millisSince(start));
            })) {
      work.whileWriting(writer);
    }
    waits.sort(null);
    int last = waits.size() - 1;
    return String.format(
        Locale.ROOT,
        "p50 %d ms, p99 %d ms, longest %d ms (%d batches of 50 rows)",
        waits.get(last / 2),
        waits.get(last * 99 / 100),
        waits.get(last),
        waits.size());
  }

  private List<ServiceLog> batch(Instant time) {
    List<ServiceLog> rows = new ArrayList<>(BATCH_ROWS);
    for (int i = 0; i < BATCH_ROWS; i++) {
      Instant at = time.plusMillis(i / 10);
      String id = Long.toHexString(random.nextLong());
      int user = random.nextInt(10_000);
      rows.add(
          ServiceLogs.log(
              row -> {
                row.time = at;
                row.requestId = id;
                row.userId = "user-" + user;
                row.path = "/api/order/" + user;
                row.endpointIdent = "order_" + user % 40;
              }));
    }
    return rows;
  }

  private static long millisSince(long startNanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  /** What goes on beside the writer. */
  @FunctionalInterface
  private interface Work {
    void whileWriting(ScheduledWriter writer) throws Exception;
  }

  private static final class ScheduledWriter implements AutoCloseable {
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final Semaphore batches = new Semaphore(0);
    private final Future<?> writing;

    ScheduledWriter(Runnable write) {
      writing =
          thread.scheduleWithFixedDelay(
              () -> {
                write.run();
                batches.release();
              },
              0,
              PAUSE_MILLIS,
              TimeUnit.MILLISECONDS);
    }

    void await(int count) throws InterruptedException {
      batches.acquire(count);
    }

    @Override
    public void close() throws Exception {
      if (writing.isDone()) {
        // Only a batch that failed ends it.
        writing.get();
      }
      thread.shutdown();
      thread.awaitTermination(1, TimeUnit.MINUTES);
    }
  }
}
