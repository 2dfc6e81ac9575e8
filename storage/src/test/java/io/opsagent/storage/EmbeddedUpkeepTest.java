package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opsagent.storage.schema.SchemaMigration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The size of the embedded database, over a real file. */
class EmbeddedUpkeepTest {
  private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
  private static final long MEGA = 1024 * 1024;
  private static final Duration INTERVAL = Duration.ofHours(6);
  private static final EmbeddedSize HALF_FREE = new EmbeddedSize(200 * MEGA, 100 * MEGA, 0);

  private static final StorageRoom.Disk ENOUGH_DISK = disk(Long.MAX_VALUE);

  @TempDir private Path folder;
  private final List<String> notices = new CopyOnWriteArrayList<>();
  private @Nullable ReopeningDatabase opened;

  @BeforeEach
  void open() {
    opened = new ReopeningDatabase(new H2File(folder), SchemaMigration.ALL, notices::add);
  }

  @AfterEach
  void close() {
    database().close();
  }

  private ReopeningDatabase database() {
    return Objects.requireNonNull(opened);
  }

  private EmbeddedUpkeep upkeep() {
    return new EmbeddedUpkeep(database(), notices::add, START, System::nanoTime);
  }

  private static EmbeddedLimits limits(long maxBytes) {
    return new EmbeddedLimits(maxBytes, INTERVAL, 0);
  }

  private Compaction compaction(StorageRoom.Disk disk) {
    return new Compaction(database(), disk, notices::add, START);
  }

  private static StorageRoom.Disk disk(long freeBytes) {
    return new StorageRoom.Disk() {
      @Override
      public long freeBytes() {
        return freeBytes;
      }

      @Override
      public long totalBytes() {
        return 1_000_000 * MEGA;
      }

      @Override
      public long databaseBytes() {
        return 0;
      }
    };
  }

  /** Rows of some 4 KB each that cannot be compressed below half, a second apart. */
  private void fill(int rows, boolean isVolatile, Instant from) {
    Random random = new Random(rows);
    List<ServiceLog> batch = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      byte[] bytes = new byte[2_000];
      random.nextBytes(bytes);
      Instant time = from.plusSeconds(i);
      batch.add(
          ServiceLogs.log(
              row -> {
                row.isVolatile = isVolatile;
                row.time = time;
                row.path = isVolatile ? "/volatile" : "/kept";
                row.resultJson = '"' + HexFormat.of().formatHex(bytes) + '"';
              }));
      if (batch.size() == 500) {
        logs().insert(batch);
        batch.clear();
      }
    }
    logs().insert(batch);
    database().flush();
  }

  private ServiceLogRepository logs() {
    return new JdbiServiceLogRepository(database());
  }

  private long count(String path) {
    return logs().count(ServiceLogFilters.filter(f -> f.path = path));
  }

  @Test
  void beyond_the_limit_the_oldest_volatile_rows_go_first_and_are_counted_and_said_once() {
    // Those that are kept are older, and still go last.
    fill(1_000, false, START.minus(Duration.ofDays(9)));
    fill(4_000, true, START.minus(Duration.ofDays(1)));
    long usedBytes = database().size().usedBytes();
    long maxBytes = usedBytes * 2 / 3;
    EmbeddedUpkeep upkeep = upkeep();
    upkeep.run(START, limits(usedBytes + MEGA), false);
    assertThat(upkeep.report().removedVolatileRows()).as("within the limit").isZero();

    // H2 knows only after a while what is free, so one run deletes no more than the mean of a row
    // says.
    for (int cycle = 0; cycle < 5; cycle++) {
      upkeep.run(START, limits(maxBytes), false);
    }

    EmbeddedReport report = upkeep.report();
    assertThat(report.size().usedBytes()).isBetween(maxBytes / 2, maxBytes);
    assertThat(report.size().reclaimableBytes()).isPositive();
    assertThat(report.removedVolatileRows()).isPositive();
    assertThat(report.removedOtherRows()).isZero();
    assertThat(count("/kept")).isEqualTo(1_000);
    assertThat(count("/volatile")).isEqualTo(4_000 - report.removedVolatileRows());
    ServiceLog oldest =
        logs()
            .list(
                ServiceLogFilters.filter(f -> f.path = "/volatile"),
                List.of(new ServiceLogOrder(ServiceLogOrder.Column.TIME, false)),
                0,
                1)
            .get(0);
    assertThat(oldest.time())
        .isEqualTo(START.minus(Duration.ofDays(1)).plusSeconds(report.removedVolatileRows()));
    assertThat(notices)
        .singleElement()
        .asString()
        .contains("database.max-embedded-bytes", " oldest requests were deleted");

    for (int cycle = 0; cycle < 5; cycle++) {
      upkeep.run(START.plusSeconds(30), limits(maxBytes / 20), false);
    }
    assertThat(upkeep.report().removedOtherRows()).isPositive();
    assertThat(count("/volatile")).isZero();
    assertThat(notices).as("said once in six hours").hasSize(1);
  }

  @Test
  void what_was_set_aside_counts_and_goes_before_any_row() throws Exception {
    fill(500, true, START);
    Path aside = folder.resolve("ops.mv.db.corrupt-20260101T000000.000Z");
    Files.write(aside, new byte[(int) (20 * MEGA)]);
    EmbeddedUpkeep upkeep = upkeep();
    upkeep.run(START, limits(30 * MEGA), false);
    assertThat(upkeep.report().size().asideBytes()).isEqualTo(20 * MEGA);
    upkeep.run(START, limits(15 * MEGA), false);
    assertThat(upkeep.report().size().asideBytes()).isZero();
    assertThat(aside).doesNotExist();
    assertThat(upkeep.report().removedVolatileRows()).isZero();
    assertThat(notices).isEmpty();
  }

  @Test
  void a_compaction_makes_the_file_smaller_and_keeps_every_row() throws Exception {
    fill(3_000, true, START.minus(Duration.ofDays(8)));
    fill(300, false, START);
    new Retention(new OldRows(database()), System::nanoTime)
        .run(START, Duration.ofDays(7), Duration.ofDays(90));
    await()
        .until(
            () -> {
              // H2 counts what a transaction freed when it has written a later one.
              fill(1, false, START);
              EmbeddedSize size = database().size();
              return size.reclaimableBytes() > size.fileBytes() / 2;
            });
    EmbeddedSize before = database().size();
    long kept = count("/kept");
    Compaction compaction = compaction(ENOUGH_DISK);

    compaction.run(START.plus(Duration.ofHours(1)), HALF_FREE, limits(0), false);

    assertThat(compaction.done()).isEqualTo(1);
    EmbeddedSize after = database().size();
    assertThat(after.fileBytes()).isLessThan(before.fileBytes() / 2);
    assertThat(count("/kept")).isEqualTo(kept);
    fill(10, true, START);
    assertThat(count("/volatile")).isEqualTo(10);
    assertThat(notices).isEmpty();
  }

  /** Of a file of some 40 MB only a fortieth is live then, and H2 knows it. */
  private void deleteMostOfTheRows() {
    fill(9_000, true, START.minus(Duration.ofDays(8)));
    fill(300, false, START);
    new Retention(new OldRows(database()), System::nanoTime)
        .run(START, Duration.ofDays(7), Duration.ofDays(90));
    await()
        .until(
            () -> {
              fill(1, false, START);
              EmbeddedSize size = database().size();
              return size.reclaimableBytes() > size.fileBytes() / 4 * 3;
            });
  }

  /** For a compaction that is due; the sizes are not of this file, which is too small for one. */
  private Compaction compactWith(StorageRoom.Disk disk, EmbeddedSize size, long minFreeDiskBytes) {
    Compaction compaction = compaction(disk);
    compaction.run(
        START.plus(Duration.ofHours(1)),
        size,
        new EmbeddedLimits(0, INTERVAL, minFreeDiskBytes),
        false);
    return compaction;
  }

  @Test
  void of_a_file_of_tens_of_megabytes_all_that_is_free_is_given_back() {
    deleteMostOfTheRows();
    long beforeBytes = database().size().fileBytes();
    assertThat(beforeBytes).isGreaterThan(25 * MEGA);
    long kept = count("/kept");

    assertThat(compactWith(ENOUGH_DISK, HALF_FREE, 0).done()).isEqualTo(1);

    assertThat(database().size().fileBytes()).isLessThan(beforeBytes / 5);
    assertThat(count("/kept")).isEqualTo(kept);
    assertThat(count("/volatile")).isZero();
    assertThat(folder.toFile().list()).containsOnly("ops.mv.db");
    fill(10, true, START);
    assertThat(count("/volatile")).isEqualTo(10);
    assertThat(notices).isEmpty();
  }

  @Test
  void the_file_is_written_anew_only_where_the_disk_has_room_and_not_too_much_is_live() {
    fill(100, false, START);
    Object file = fileKey();
    // 100 MB live and twice 10 MB that stay free.
    assertThat(compactWith(disk(119 * MEGA), HALF_FREE, 10 * MEGA).done()).isEqualTo(1);
    assertThat(fileKey()).as("too little room").isEqualTo(file);
    EmbeddedSize large = new EmbeddedSize(1_000 * MEGA, 513 * MEGA, 0);
    assertThat(compactWith(ENOUGH_DISK, large, 0).done()).isEqualTo(1);
    assertThat(fileKey()).as("too much is live").isEqualTo(file);
    assertThat(compactWith(disk(130 * MEGA), HALF_FREE, 10 * MEGA).done()).isEqualTo(1);
    assertThat(fileKey()).as("written anew").isNotEqualTo(file);
    assertThat(count("/kept")).isEqualTo(100);
  }

  private Object fileKey() {
    try {
      return Objects.requireNonNull(database().file().key());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_copy_that_cannot_be_written_leaves_the_file_open_with_all_rows() throws Exception {
    fill(100, false, START);
    // A folder with something in it is in the way.
    Path inTheWay = folder.resolve("ops.mv.db.compacting/file");
    Files.createDirectories(inTheWay);

    Compaction compaction = compactWith(ENOUGH_DISK, HALF_FREE, 0);

    assertThat(compaction.done()).isZero();
    assertThat(compaction.failed()).isEqualTo(1);
    assertThat(notices).singleElement().asString().contains("Could not compact", "Nothing is lost");
    Files.delete(inTheWay);
    await().untilAsserted(() -> assertThat(count("/kept")).isEqualTo(100));
    assertThat(compactWith(ENOUGH_DISK, HALF_FREE, 0).done()).isEqualTo(1);
    assertThat(count("/kept")).isEqualTo(100);
  }

  @Test
  void the_copy_of_a_compaction_that_was_killed_is_deleted_at_the_next_opening() throws Exception {
    fill(100, false, START);
    close();
    Path copy = folder.resolve("ops.mv.db.compacting");
    byte[] file = Files.readAllBytes(folder.resolve("ops.mv.db"));
    Files.write(copy, Arrays.copyOf(file, file.length / 2));
    open();
    assertThat(copy).doesNotExist();
    assertThat(count("/kept")).isEqualTo(100);
    assertThat(notices).isEmpty();
  }

  @Test
  void compactions_are_an_interval_apart_also_when_the_clock_is_set_back() {
    Compaction compaction = compaction(ENOUGH_DISK);
    compaction.run(START.plus(Duration.ofMinutes(9)), HALF_FREE, limits(0), true);
    assertThat(compaction.done()).as("soon after the start").isZero();
    Instant first = START.plus(Duration.ofMinutes(10));
    compaction.run(first, new EmbeddedSize(100 * MEGA, 40 * MEGA, 0), limits(0), true);
    compaction.run(first, new EmbeddedSize(1_000 * MEGA, 720 * MEGA, 0), limits(0), true);
    assertThat(compaction.done()).as("not worth it").isZero();
    compaction.run(first, HALF_FREE, limits(0), false);
    assertThat(compaction.done()).isEqualTo(1);
    compaction.run(first.plus(INTERVAL).minusSeconds(1), HALF_FREE, limits(0), false);
    assertThat(compaction.done()).isEqualTo(1);
    compaction.run(first.plus(Duration.ofMinutes(11)), HALF_FREE, limits(0), true);
    assertThat(compaction.done()).as("urgent").isEqualTo(2);

    Instant year = START.minus(Duration.ofDays(365));
    compaction.run(year, HALF_FREE, limits(0), false);
    assertThat(compaction.done()).isEqualTo(2);
    compaction.run(year.plus(INTERVAL), HALF_FREE, limits(0), false);
    assertThat(compaction.done()).isEqualTo(3);
  }

  @Test
  void while_the_file_is_compacted_tasks_are_told_to_come_again_and_nothing_is_wrong()
      throws Exception {
    fill(2_000, true, START);
    new OldRows(database()).serviceLogs(true, Instant.MAX, 512);
    AtomicReference<DatabaseAwayException> refused = new AtomicReference<>();
    CountDownLatch stop = new CountDownLatch(1);
    Thread reader =
        new Thread(
            () -> {
              while (stop.getCount() > 0) {
                try {
                  logs().count(ServiceLogFilters.all());
                } catch (DatabaseAwayException e) {
                  refused.compareAndSet(null, e);
                }
              }
            });
    reader.start();
    try {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                database().compact(2_000, CompactionWay.ANEW);
                return refused.get() != null;
              });
    } finally {
      stop.countDown();
      reader.join();
    }
    assertThat(Objects.requireNonNull(refused.get()).isForAMoment()).isTrue();
    assertThat(refused.get()).hasMessageContaining("is being compacted");
    assertThat(database().problem()).isNull();
    assertThat(logs().count(ServiceLogFilters.all())).isEqualTo(1_488);
    assertThat(notices).isEmpty();
  }

  @Test
  void a_task_that_runs_on_puts_the_compaction_off() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Thread task =
        new Thread(
            () ->
                database()
                    .use(
                        "wait",
                        handle -> {
                          running.countDown();
                          try {
                            return end.await(30, TimeUnit.SECONDS);
                          } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                          }
                        }));
    task.start();
    try {
      assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(database().compact(10, CompactionWay.ANEW)).isFalse();
    } finally {
      end.countDown();
      task.join();
    }
    assertThat(database().compact(1_000, CompactionWay.ANEW)).isTrue();
    assertThatThrownBy(() -> database().use("fail", handle -> handle.execute("no sql")))
        .isInstanceOf(StorageException.class);
    assertThat(logs().count(ServiceLogFilters.all())).isZero();
  }
}
