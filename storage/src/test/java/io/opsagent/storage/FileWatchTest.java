package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Files deleted or replaced under a running agent; where files in use cannot be, nothing to do. */
@DisabledOnOs(OS.WINDOWS)
class FileWatchTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final List<String> notices = new ArrayList<>();
  private final File data;
  private final Path database;

  FileWatchTest(@TempDir Path folder) {
    data = folder.resolve("data").toFile();
    database = folder.resolve("data/slot-0/ops.mv.db");
  }

  @Test
  void nothing_is_said_of_a_file_that_is_there() throws Exception {
    try (DataDirectory directory = DataDirectory.open(data);
        OperationsDatabase operations = OperationsDatabase.open(directory, notices::add)) {
      operations.fileWatch().run(NOW);
      assertThat(operations.fileWatch().problem()).isNull();
      assertThat(notices).isEmpty();
    }
  }

  @Test
  void a_deleted_file_is_said_at_once_and_again_only_after_an_hour() throws Exception {
    try (DataDirectory directory = DataDirectory.open(data);
        OperationsDatabase operations = OperationsDatabase.open(directory, notices::add)) {
      Files.delete(database);
      FileWatch watch = operations.fileWatch();
      watch.run(NOW);
      assertThat(notices).hasSize(1);
      assertThat(notices.get(0))
          .contains(database.toString())
          .contains("deleted or replaced")
          .contains("lost when this process ends")
          .contains("restart");
      assertThat(watch.problem()).isEqualTo(notices.get(0));
      watch.run(NOW.plusSeconds(30));
      watch.run(NOW.plus(FileWatch.REPEAT).minus(Duration.ofMillis(1)));
      assertThat(notices).hasSize(1);
      watch.run(NOW.plus(FileWatch.REPEAT));
      assertThat(notices).hasSize(2);
    }
  }

  @Test
  void it_is_said_again_when_the_clock_was_set_back_a_day() throws Exception {
    try (DataDirectory directory = DataDirectory.open(data);
        OperationsDatabase operations = OperationsDatabase.open(directory, notices::add)) {
      Files.delete(database);
      operations.fileWatch().run(NOW);
      operations.fileWatch().run(NOW.minus(Duration.ofDays(1)));
      operations.fileWatch().run(NOW.minus(Duration.ofDays(1)).plusSeconds(30));
      assertThat(notices).hasSize(2);
    }
  }

  @Test
  void a_deleted_folder_is_said_too() throws Exception {
    try (DataDirectory directory = DataDirectory.open(data);
        OperationsDatabase operations = OperationsDatabase.open(directory, notices::add)) {
      Files.move(data.toPath(), data.toPath().resolveSibling("elsewhere"));
      operations.fileWatch().run(NOW);
      assertThat(notices).hasSize(1);
    }
  }

  @Test
  void another_file_under_the_same_name_is_said_and_the_end_of_it_too() throws Exception {
    try (DataDirectory directory = DataDirectory.open(data);
        OperationsDatabase operations = OperationsDatabase.open(directory, notices::add)) {
      FileWatch watch = operations.fileWatch();
      Path moved = database.resolveSibling("moved");
      Files.move(database, moved);
      Files.write(database, new byte[] {1});
      watch.run(NOW);
      assertThat(watch.problem()).contains("deleted or replaced");
      Files.delete(database);
      Files.move(moved, database);
      watch.run(NOW.plusSeconds(1));
      assertThat(watch.problem()).isNull();
      assertThat(notices).hasSize(2);
      assertThat(notices.get(1)).contains("in its place again");
    }
  }
}
