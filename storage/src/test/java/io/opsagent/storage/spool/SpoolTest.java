package io.opsagent.storage.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.storage.ServiceLog;
import io.opsagent.storage.ServiceLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  private static final long LARGE = 100_000_000;

  @TempDir private Path parent;
  private Path folder = Path.of("");

  @BeforeEach
  void name() {
    folder = parent.resolve("spool");
  }

  private Spool open(long maxBytes) throws IOException {
    return new Spool(folder, maxBytes);
  }

  private static ServiceLog row(String level, String requestId) {
    return ServiceLogs.log(
        row -> {
          row.level = level;
          row.requestId = requestId;
        });
  }

  private static List<ServiceLog> batch(String level, String requestId, int rows) {
    List<ServiceLog> batch = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      batch.add(row(level, requestId + "-" + i));
    }
    return batch;
  }

  private static List<String> drain(Spool spool) {
    List<String> ids = new ArrayList<>();
    for (SpooledBatch batch = spool.first(); batch != null; batch = spool.first()) {
      batch.rows().forEach(row -> ids.add(row.requestId()));
      spool.remove(batch.id());
    }
    return ids;
  }

  @Test
  void rows_come_back_whole_and_in_order() throws IOException {
    Spool spool = open(LARGE);
    List<ServiceLog> first = batch("ERROR", "first", 3);
    UUID id = UUID.randomUUID();
    spool.add(id, first);
    spool.add(UUID.randomUUID(), batch("INFO", "second", 2));

    assertThat(spool.rows()).isEqualTo(5);
    assertThat(spool.first()).isEqualTo(new SpooledBatch(id, first));
    assertThat(drain(spool))
        .containsExactly("first-0", "first-1", "first-2", "second-0", "second-1");
    assertThat(spool.isEmpty()).isTrue();
    assertThat(spool.bytes()).isZero();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void what_waits_is_there_after_a_restart_under_the_same_id() throws IOException {
    UUID id = UUID.randomUUID();
    open(LARGE).add(id, batch("INFO", "before", 1));
    Spool spool = open(LARGE);
    spool.add(UUID.randomUUID(), batch("INFO", "after", 1));

    assertThat(spool.rows()).isEqualTo(2);
    assertThat(spool.first()).extracting(SpooledBatch::id).isEqualTo(id);
    assertThat(drain(spool)).containsExactly("before-0", "after-0");
  }

  @Test
  void beyond_the_bound_the_oldest_uneventful_ones_go_first_and_are_counted() throws IOException {
    Spool sized = open(LARGE);
    sized.add(UUID.randomUUID(), batch("ERROR", "error", 10));
    long bytes = sized.bytes();
    Spool spool = open(bytes * 7 / 2);
    spool.add(UUID.randomUUID(), batch("INFO", "info1", 10));
    spool.add(UUID.randomUUID(), batch("INFO", "info2", 10));
    spool.add(UUID.randomUUID(), batch("ERROR", "error2", 10));
    assertThat(spool.lostRows()).isEqualTo(10);
    spool.add(UUID.randomUUID(), batch("ERROR", "error3", 10));
    spool.add(UUID.randomUUID(), batch("ERROR", "error4", 10));

    assertThat(spool.lostRows()).isEqualTo(30);
    assertThat(spool.bytes()).isLessThanOrEqualTo(bytes * 7 / 2);
    assertThat(drain(spool))
        .filteredOn(id -> id.endsWith("-0"))
        .containsExactly("error2-0", "error3-0", "error4-0");
  }

  @Test
  void a_batch_that_is_larger_than_the_bound_is_counted_and_not_kept() throws IOException {
    Spool spool = open(100);
    spool.add(UUID.randomUUID(), batch("ERROR", "large", 10));

    assertThat(spool.isEmpty()).isTrue();
    assertThat(spool.lostRows()).isEqualTo(10);
  }

  @Test
  void a_file_that_was_cut_is_counted_and_does_not_stop_the_others() throws IOException {
    Spool spool = open(LARGE);
    spool.add(UUID.randomUUID(), batch("INFO", "cut", 4));
    spool.add(UUID.randomUUID(), batch("INFO", "whole", 1));
    Path cut;
    try (Stream<Path> files = Files.list(folder)) {
      cut = files.sorted().findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(cut);
    Files.write(cut, Arrays.copyOf(bytes, bytes.length - 5));
    Files.write(folder.resolve("000000000009_u_1_x.rows.part"), new byte[10]);

    Spool again = open(LARGE);
    assertThat(drain(again)).containsExactly("whole-0");
    assertThat(again.damagedFiles()).isEqualTo(1);
    assertThat(again.lostRows()).isEqualTo(4);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void files_are_their_owners_alone() throws IOException {
    open(LARGE).add(UUID.randomUUID(), batch("INFO", "row", 1));

    try (Stream<Path> files = Files.list(folder)) {
      Path file = files.findFirst().orElseThrow();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
  }
}
