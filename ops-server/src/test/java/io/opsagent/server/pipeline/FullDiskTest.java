package io.opsagent.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.opsagent.server.testkit.LogRow;
import io.opsagent.storage.DataDirectory;
import io.opsagent.storage.EmbeddedLimits;
import io.opsagent.storage.OperationsDatabase;
import io.opsagent.storage.StorageRoom;
import io.opsagent.storage.spool.Spool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writer, database and spool on a small file system, which only root may mount; skipped elsewhere.
 */
class FullDiskTest {
  private static final int MEGA = 1024 * 1024;
  private static final EmbeddedLimits LIMITS =
      new EmbeddedLimits(1024L * MEGA, Duration.ofHours(6), 256L * MEGA);

  private final List<String> notices = new CopyOnWriteArrayList<>();
  private final LogQueue queue = new LogQueue(1_000, 100_000_000);
  private final Random random = new Random(1);
  private final Path mount;

  FullDiskTest(@TempDir Path mount) {
    this.mount = mount;
  }

  @BeforeEach
  void mount_a_file_system_of_200_megabytes() throws Exception {
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=200m", "opsagent-test", mount.toString()))
        .as("may mount a tmpfs")
        .isTrue();
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", "-l", mount.toString());
  }

  @Test
  void storing_stops_before_the_disk_is_full_uneventful_rows_first_and_comes_back_by_itself()
      throws Exception {
    Path ballast = mount.resolve("ballast");
    Files.write(ballast, new byte[120 * MEGA]);
    try (DataDirectory directory = DataDirectory.open(mount.resolve("data").toFile());
        OperationsDatabase database = OperationsDatabase.open(directory, notices::add)) {
      StorageRoom room = database.room(directory, LIMITS, notices::add);
      Spool spool = new Spool(directory.slotDirectory().toPath().resolve("spool"), 100 * MEGA);
      LogWriter writer =
          new LogWriter(
              queue,
              new RowStore(database.serviceLogs(), () -> {}, database::flush, spool, room),
              20,
              20,
              notices::add);
      Thread thread = new Thread(writer, "writer-under-test");
      thread.start();
      try {
        fillWith("INFO", () -> writer.withoutRoom() > 0);
        long written = writer.written();
        offer("ERROR");
        await().until(() -> writer.written() > written);
        fillWith("ERROR", () -> room.level() == StorageRoom.Level.NONE);
        long leftOut = writer.withoutRoom();
        offer("ERROR");
        await().until(() -> writer.withoutRoom() > leftOut);
        // A tenth is 20 MB; what H2 had in memory (half a second of this flood) may take of it.
        assertThat(mount.toFile().getUsableSpace()).isGreaterThan(5 * MEGA);
        assertThat(room.problem()).contains("no requests are stored", "min-free-disk-bytes");

        Files.delete(ballast);
        long before = writer.written();
        await()
            .until(
                () -> {
                  offer("INFO");
                  return writer.written() > before;
                });
        assertThat(room.problem()).isNull();
        assertThat(writer.lost()).isZero();
      } finally {
        writer.stop();
        thread.join();
      }
    }
    assertThat(notices).last().asString().contains("room to store requests again");
    assertThat(notices).noneMatch(line -> line.contains("No space left"));
  }

  private void fillWith(String level, Callable<Boolean> full) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              offer(level);
              return full.call();
            });
  }

  /** Some 800 KB that cannot be compressed below half. */
  private void offer(String level) {
    for (int i = 0; i < 20; i++) {
      byte[] bytes = new byte[20_000];
      random.nextBytes(bytes);
      queue.offer(
          LogRow.row()
              .level(level)
              .resultJson('"' + HexFormat.of().formatHex(bytes) + '"')
              .build());
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException noSuchCommand) {
      return false;
    }
  }
}
