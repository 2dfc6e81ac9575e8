package io.opsagent.server.tasklog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;
import org.slf4j.event.Level;

class TaskLogTest {
  @TempDir Path folder;

  private final TaskLog log = TaskLog.instance();

  @AfterEach
  void close() {
    log.close();
    MDC.clear();
  }

  private Path open(Level level, long maxBytes) throws IOException {
    Path file = folder.resolve("task.log");
    log.open(file.toFile(), level, maxBytes);
    return file;
  }

  private static String lastLineOf(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    return lines.get(lines.size() - 1);
  }

  @Test
  void a_line_has_process_level_time_and_text() throws IOException {
    Path file = open(Level.INFO, 100_000);

    log.write(Level.WARN, "io.opsagent.Example", "something is odd", null);

    // Lines of other tests may have waited for a file.
    assertThat(lastLineOf(file))
        .matches(
            "\\["
                + ProcessHandle.current().pid()
                + "] \\[ops\\.task\\.warn] \\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z Example: something is odd");
  }

  @Test
  void the_request_and_its_user_stand_in_every_line_of_its_handling() throws IOException {
    Path file = open(Level.INFO, 100_000);
    MDC.put(TaskLog.REQUEST_ID, "r-1");
    MDC.put(TaskLog.USER, "lin");

    log.write(Level.INFO, "Example", "asked", null);

    assertThat(Files.readString(file)).contains(" request=r-1 user=lin Example: asked");
  }

  @Test
  void a_line_break_in_a_text_forges_no_line() throws IOException {
    Path file = open(Level.INFO, 100_000);

    log.write(Level.INFO, "Example", "a\r\n[1] [ops.task.error] b", null);

    assertThat(lastLineOf(file)).endsWith("Example: a\\r\\n[1] [ops.task.error] b");
  }

  @Test
  void below_the_level_nothing_is_written() throws IOException {
    Path file = open(Level.WARN, 100_000);

    log.write(Level.INFO, "Example", "chatter", null);

    assertThat(Files.readString(file)).doesNotContain("chatter");
  }

  @Test
  void it_rotates_and_stays_within_its_size() throws IOException {
    Path file = open(Level.INFO, 20_000);

    for (int i = 0; i < 2_000; i++) {
      log.write(Level.INFO, "Example", "line number " + i, null);
    }

    Path before = folder.resolve("task.log.1");
    assertThat(Files.size(file) + Files.size(before)).isLessThanOrEqualTo(20_000);
    assertThat(Files.readString(file)).endsWith("line number 1999\n");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void its_files_are_the_owners_only() throws IOException {
    Path file = open(Level.INFO, 100_000);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }
}
