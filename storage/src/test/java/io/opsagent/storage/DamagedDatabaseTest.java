package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opsagent.storage.testkit.ChildJvm;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedDatabaseTest {
  private final List<String> notices = new ArrayList<>();

  @Test
  void a_file_of_garbage_is_set_aside_with_one_notice_and_a_new_database_begun(@TempDir File folder)
      throws Exception {
    try (DataDirectory directory = DataDirectory.open(folder)) {
      byte[] garbage = garbage(50_000);
      Files.write(Slots.database(directory), garbage);
      try (OperationsDatabase database = OperationsDatabase.open(directory, notices::add)) {
        database.serviceLogs().insert(List.of(ServiceLogs.log()));
        assertThat(database.serviceLogs().count(ServiceLogFilters.all())).isEqualTo(1);
      }
      assertThat(aside(directory))
          .singleElement()
          .satisfies(f -> assertThat(f).hasBinaryContent(garbage));
      assertThat(notices)
          .singleElement()
          .asString()
          .contains(
              Slots.database(directory).toString(),
              "it is damaged",
              aside(directory).get(0).getFileName().toString())
          .doesNotContain("\n");
      assertThat(Slots.permissions(folder.toPath()).values()).containsOnly("rw-------");
    }
  }

  /** H2 goes back to the newest state that seems whole, and may find out later that it is not. */
  @Test
  void a_file_that_lost_its_end_goes_on_from_a_whole_state_or_is_set_aside(@TempDir File folder)
      throws Exception {
    try (DataDirectory directory = DataDirectory.open(folder)) {
      fill(directory);
      try (FileChannel file =
          FileChannel.open(Slots.database(directory), StandardOpenOption.WRITE)) {
        file.truncate(file.size() / 2);
      }
      try (OperationsDatabase database = OperationsDatabase.open(directory, notices::add)) {
        long rest = readOrSetAside(database);
        assertThat(rest).isBetween(0L, 4_999L);
        assertThat(aside(directory)).hasSize(notices.size());
        assertThat(rest > 0 || !notices.isEmpty()).as("rows, or a notice").isTrue();
        database.serviceLogs().insert(List.of(ServiceLogs.log()));
        assertThat(readAll(database)).hasSize((int) rest + 1);
      }
    }
  }

  private static long readOrSetAside(OperationsDatabase database) {
    try {
      return readAll(database).size();
    } catch (StorageException e) {
      return readAll(database).size();
    }
  }

  @Test
  void an_empty_file_becomes_a_database_without_a_notice(@TempDir File folder) throws Exception {
    try (DataDirectory directory = DataDirectory.open(folder)) {
      Files.createFile(Slots.database(directory));
      OperationsDatabase.open(directory, notices::add).close();
      assertThat(notices).isEmpty();
      assertThat(aside(directory)).isEmpty();
    }
  }

  @Test
  void damage_that_is_met_while_reading_sets_the_file_aside_and_rows_are_taken_again(
      @TempDir File folder) throws Exception {
    try (DataDirectory directory = DataDirectory.open(folder)) {
      fill(directory);
      try (OperationsDatabase database = OperationsDatabase.open(directory, notices::add)) {
        overwriteMiddle(Slots.database(directory));
        assertThatThrownBy(() -> readAll(database))
            .isInstanceOf(StorageException.class)
            .hasMessageContaining(Slots.database(directory).toString());
        database.serviceLogs().insert(List.of(ServiceLogs.log()));
        assertThat(readAll(database)).hasSize(1);
      }
      assertThat(notices).singleElement().asString().contains("it is damaged");
      assertThat(aside(directory)).hasSize(1);
    }
  }

  @Test
  void only_the_two_newest_damaged_files_are_kept(@TempDir File folder) throws Exception {
    try (DataDirectory directory = DataDirectory.open(folder)) {
      for (int i = 1; i <= 4; i++) {
        Files.write(Slots.database(directory), garbage(10_000 + i));
        OperationsDatabase.open(directory, notices::add).close();
      }
      assertThat(notices).hasSize(4);
      assertThat(aside(directory)).extracting(Files::size).containsExactly(10_003L, 10_004L);
    }
  }

  @Test
  void a_file_of_a_newer_h2_is_set_aside_as_it_is(@TempDir File folder) throws Exception {
    try (DataDirectory directory = DataDirectory.open(folder)) {
      fill(directory);
      Path file = Slots.database(directory);
      byte[] bytes = Files.readAllBytes(file);
      // Both copies of the header, each of 4096 bytes.
      for (int start : new int[] {0, 4096}) {
        String header = new String(bytes, start, 4096, StandardCharsets.ISO_8859_1);
        int at = header.indexOf("format:3");
        assertThat(at).as("the format is in the header").isPositive();
        byte[] newer = newerHeader(header);
        System.arraycopy(newer, 0, bytes, start, newer.length);
      }
      Files.write(file, bytes);
      beginsAnew(directory, "a newer release wrote it");
      assertThat(aside(directory).get(0)).hasBinaryContent(bytes);
    }
  }

  @Test
  void the_database_of_another_program_is_set_aside_and_can_still_be_opened_by_it(
      @TempDir File folder) throws Exception {
    try (DataDirectory directory = DataDirectory.open(folder)) {
      other(directory.slotDirectory() + "/ops").getConnection().close();
      beginsAnew(directory, "the database of another program");
      Path kept = directory.slotDirectory().toPath().resolve("kept.mv.db");
      Files.move(aside(directory).get(0), kept);
      other(directory.slotDirectory() + "/kept").getConnection().close();
    }
  }

  @Test
  void a_directory_in_the_place_of_the_file_is_set_aside_with_all_that_is_in_it(
      @TempDir File folder) throws Exception {
    try (DataDirectory directory = DataDirectory.open(folder)) {
      Files.createDirectory(Slots.database(directory));
      Files.writeString(Slots.database(directory).resolve("notes.txt"), "mine");
      beginsAnew(directory, "there is a directory of this name");
      assertThat(aside(directory).get(0).resolve("notes.txt")).hasContent("mine");
    }
  }

  @Test
  void a_read_only_file_of_this_user_is_made_writable_and_used(@TempDir File folder)
      throws Exception {
    try (DataDirectory directory = DataDirectory.open(folder)) {
      fill(directory);
      Files.setPosixFilePermissions(
          Slots.database(directory), PosixFilePermissions.fromString("r--------"));
      try (OperationsDatabase database = OperationsDatabase.open(directory, notices::add)) {
        database.serviceLogs().insert(List.of(ServiceLogs.log()));
        assertThat(readAll(database)).hasSize(5_001);
      }
      assertThat(notices).isEmpty();
    }
  }

  @Test
  void a_file_that_another_process_has_open_is_waited_for_and_not_touched(@TempDir File folder)
      throws Exception {
    try (DataDirectory directory = DataDirectory.open(folder)) {
      OperationsDatabase.open(directory, notices::add).close();
      String path = directory.slotDirectory() + "/ops";
      try (ChildJvm holder = ChildJvm.start(HoldDatabase.class, path)) {
        holder.await("open");
        try (OperationsDatabase database = OperationsDatabase.open(directory, notices::add)) {
          assertThat(database.problem()).contains("another program has opened it");
          assertThat(notices).singleElement().asString().contains("it is tried again by itself");
          holder.kill();
          await()
              .ignoreExceptionsInstanceOf(StorageException.class)
              .until(
                  () -> {
                    database.serviceLogs().insert(List.of(ServiceLogs.log()));
                    return true;
                  });
          assertThat(database.problem()).isNull();
        }
      }
      assertThat(aside(directory)).isEmpty();
      assertThat(notices).hasSize(2).last().asString().endsWith("is open.");
    }
  }

  private void beginsAnew(DataDirectory directory, String reason) throws Exception {
    try (OperationsDatabase database = OperationsDatabase.open(directory, notices::add)) {
      database.serviceLogs().insert(List.of(ServiceLogs.log()));
      assertThat(readAll(database)).hasSize(1);
      assertThat(aside(directory)).hasSize(1);
      assertThat(notices)
          .singleElement()
          .asString()
          .contains(
              Slots.database(directory).toString(),
              reason,
              aside(directory).get(0).getFileName().toString())
          .doesNotContain("\n");
    }
  }

  private static JdbcDataSource other(String path) {
    JdbcDataSource other = new JdbcDataSource();
    other.setURL("jdbc:h2:file:" + path);
    other.setUser("sa");
    other.setPassword("secret");
    return other;
  }

  private void fill(DataDirectory directory) {
    try (OperationsDatabase database = OperationsDatabase.open(directory, notices::add)) {
      for (int i = 0; i < 10; i++) {
        database
            .serviceLogs()
            .insert(
                IntStream.range(0, 500)
                    .mapToObj(n -> ServiceLogs.log(r -> r.resultJson = '"' + hex(n) + '"'))
                    .toList());
      }
    }
  }

  private static List<ServiceLog> readAll(OperationsDatabase database) {
    return database
        .serviceLogs()
        .list(
            ServiceLogFilters.all(),
            List.of(new ServiceLogOrder(ServiceLogOrder.Column.DURATION, true)),
            0,
            10_000);
  }

  /** Everything but the headers and the newest chunk, which H2 has read already. */
  private static void overwriteMiddle(Path path) throws IOException {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
      long size = file.size();
      assertThat(size).as("large enough for a middle").isGreaterThan(500_000);
      file.write(java.nio.ByteBuffer.wrap(garbage((int) (size * 3 / 4))), 8_192);
    }
  }

  private static String hex(int seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      text.append(Long.toHexString(random.nextLong()));
    }
    return text.toString();
  }

  private static byte[] garbage(int bytes) {
    byte[] garbage = new byte[bytes];
    new Random(bytes).nextBytes(garbage);
    return garbage;
  }

  /** The header with format 4 and the checksum that belongs to it. */
  private static byte[] newerHeader(String header) {
    int checksum = header.indexOf(",fletcher:");
    String fields = header.substring(0, checksum).replace("format:3", "format:4");
    fields = fields.replaceAll("formatRead:[0-9a-f]+", "formatRead:4");
    byte[] bytes = fields.getBytes(StandardCharsets.ISO_8859_1);
    int fletcher = org.h2.mvstore.DataUtils.getFletcher32(bytes, 0, bytes.length);
    return (fields + ",fletcher:" + Integer.toHexString(fletcher) + "\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static List<Path> aside(DataDirectory directory) {
    File[] files = directory.slotDirectory().listFiles((dir, name) -> name.contains(".corrupt-"));
    return files == null ? List.of() : Arrays.stream(files).map(File::toPath).sorted().toList();
  }
}
