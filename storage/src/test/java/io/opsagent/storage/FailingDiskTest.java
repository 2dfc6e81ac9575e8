package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.opsagent.storage.schema.SchemaMigration;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a small file system in memory, which only root may mount; skipped elsewhere. */
class FailingDiskTest {
  private final List<String> notices = new CopyOnWriteArrayList<>();
  private final Path mount;

  FailingDiskTest(@TempDir Path mount) {
    this.mount = mount;
  }

  @BeforeEach
  void mount_a_file_system_of_12_megabytes() throws Exception {
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=12m", "opsagent-test", mount.toString()))
        .as("may mount a tmpfs")
        .isTrue();
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", "-l", mount.toString());
  }

  @Test
  void an_insert_into_a_full_disk_fails_and_works_again_when_there_is_room() throws Exception {
    insertAndClose("/before");
    try (DataDirectory directory = DataDirectory.open(data());
        OperationsDatabase database = OperationsDatabase.open(directory, notices::add)) {
      ServiceLogRepository logs = database.serviceLogs();
      Path ballast = fillDisk();
      insertUntilItFails(logs, directory);
      Files.delete(ballast);
      insertUntilItWorks(logs, "/after");
      assertThat(paths(logs)).contains("/before", "/after");
      assertThat(notices).anySatisfy(line -> assertThat(line).contains("may be lost"));
      assertThat(directory.slotDirectory().list()).noneMatch(name -> name.contains("corrupt"));
    }
    try (DataDirectory directory = DataDirectory.open(data());
        OperationsDatabase database = OperationsDatabase.open(directory, notices::add)) {
      assertThat(paths(database.serviceLogs())).contains("/before", "/after");
    }
  }

  @Test
  void a_disk_with_room_to_open_the_file_but_none_for_rows_is_said_once() throws Exception {
    insertAndClose("/before");
    try (DataDirectory directory = DataDirectory.open(data());
        OperationsDatabase database = OperationsDatabase.open(directory, notices::add)) {
      Path ballast = fillDisk();
      insertUntilItFails(database.serviceLogs(), directory);
      try (FileChannel file = FileChannel.open(ballast, StandardOpenOption.WRITE)) {
        file.truncate(file.size() - 128 * 1024);
      }
      List<String> failedWrites = new ArrayList<>();
      await("three times opened again in vain")
          .pollInterval(Duration.ofMillis(200))
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                assertThatThrownBy(() -> database.serviceLogs().insert(bigBatch()))
                    .isInstanceOf(StorageException.class)
                    .satisfies(e -> failedWrites.add(e.getMessage()));
                return failedWrites.stream()
                        .filter(line -> !line.contains("it is opened again in a second"))
                        .count()
                    > 3;
              });
      assertThat(notices).hasSize(1);
    }
  }

  @Test
  void the_first_row_that_is_accepted_after_a_failure_is_in_the_file_at_once(@TempDir Path copy)
      throws Exception {
    insertAndClose("/before");
    try (DataDirectory directory = DataDirectory.open(data());
        OperationsDatabase database = OperationsDatabase.open(directory, notices::add)) {
      Path ballast = fillDisk();
      insertUntilItFails(database.serviceLogs(), directory);
      Files.delete(ballast);
      insertUntilItWorks(database.serviceLogs(), "/after");
      Files.copy(Slots.database(directory), copy.resolve("ops.mv.db"));
    }
    try (OperationsDatabase database =
        OperationsDatabase.open(copy, SchemaMigration.ALL, notices::add)) {
      assertThat(paths(database.serviceLogs())).contains("/before", "/after");
    }
  }

  @Test
  void a_read_only_folder_is_refused_with_a_clear_line() throws Exception {
    try (DataDirectory directory = DataDirectory.open(data())) {
      OperationsDatabase.open(directory, notices::add).close();
    }
    assertThat(run("mount", "-o", "remount,ro", mount.toString())).isTrue();
    assertThatThrownBy(() -> DataDirectory.open(data()))
        .isInstanceOf(DataDirectoryException.class)
        .hasMessageContainingAll(data().getPath(), "Read-only file system", "Choose a folder")
        .message()
        .doesNotContain("\n");
  }

  @Test
  void a_disk_without_room_for_a_database_is_said_and_used_once_there_is_room() throws Exception {
    Path ballast = fillDisk();
    try (DataDirectory directory = DataDirectory.open(data());
        OperationsDatabase database = OperationsDatabase.open(directory, notices::add)) {
      assertThat(notices)
          .singleElement()
          .asString()
          .contains(
              Slots.database(directory).toString(),
              "cannot be used",
              "No space left on device",
              "The application runs");
      assertThatThrownBy(() -> database.serviceLogs().insert(List.of(ServiceLogs.log())))
          .isInstanceOf(StorageException.class);
      Files.delete(ballast);
      insertUntilItWorks(database.serviceLogs(), "/after");
      assertThat(paths(database.serviceLogs())).containsExactly("/after");
      assertThat(directory.slotDirectory().list()).noneMatch(name -> name.contains("corrupt"));
    }
  }

  private File data() {
    return mount.resolve("data").toFile();
  }

  private void insertAndClose(String path) throws Exception {
    try (DataDirectory directory = DataDirectory.open(data());
        OperationsDatabase database = OperationsDatabase.open(directory, notices::add)) {
      database.serviceLogs().insert(List.of(ServiceLogs.log(r -> r.path = path)));
    }
  }

  private static void insertUntilItFails(ServiceLogRepository logs, DataDirectory directory) {
    await("an insert fails")
        .pollInterval(Duration.ofMillis(100))
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> logs.insert(bigBatch()))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining(Slots.database(directory).toString()));
  }

  private static void insertUntilItWorks(ServiceLogRepository logs, String path) {
    await("an insert works again")
        .pollInterval(Duration.ofMillis(200))
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptionsInstanceOf(StorageException.class)
        .until(
            () -> {
              logs.insert(List.of(ServiceLogs.log(r -> r.path = path)));
              return true;
            });
  }

  private static List<ServiceLog> bigBatch() {
    Random random = new Random();
    return IntStream.range(0, 200)
        .mapToObj(
            i -> {
              byte[] bytes = new byte[1_500];
              random.nextBytes(bytes);
              String body = '"' + java.util.HexFormat.of().formatHex(bytes) + '"';
              return ServiceLogs.log(r -> r.resultJson = body);
            })
        .toList();
  }

  private static List<String> paths(ServiceLogRepository logs) {
    return logs
        .list(
            ServiceLogFilters.all(),
            List.of(new ServiceLogOrder(ServiceLogOrder.Column.TIME, false)),
            0,
            10_000)
        .stream()
        .map(ServiceLog::path)
        .toList();
  }

  private Path fillDisk() throws IOException {
    Path ballast = mount.resolve("ballast");
    try (var out = Files.newOutputStream(ballast)) {
      byte[] block = new byte[4_096];
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      return ballast;
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException noSuchCommand) {
      return false;
    }
  }
}
