package io.opsagent.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
  /** Two names with the same FNV-1a hash of 64 bits. */
  private static final String TWIN = "8yn0iYCKYHlIj4-BwPqk";

  private static final String OTHER_TWIN = "GReLUrM4wMqfg9yzV3KQ";

  @TempDir Path folder;

  @Test
  void every_entry_is_found_by_its_name_with_its_content() throws IOException {
    Map<String, byte[]> entries = manyEntries();
    entries.put("empty", new byte[0]);
    entries.put("one/byte", new byte[] {7});
    entries.put("noise", noise(100_000));
    entries.put("zeros", new byte[1_000_000]);
    entries.put("Straße/日本.txt", "Grüße".getBytes(UTF_8));

    try (Archive archive = open(ArchivePacker.pack(entries))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        assertThat(archive.contains(entry.getKey())).isTrue();
        assertThat(archive.read(entry.getKey())).as(entry.getKey()).isEqualTo(entry.getValue());
      }
      assertThat(archive.names()).containsExactlyInAnyOrderElementsOf(entries.keySet());
    }
  }

  @Test
  void unknown_names_and_folders_are_not_found() throws IOException {
    try (Archive archive = open(ArchivePacker.pack(manyEntries()))) {
      for (String name : List.of("", "/", "a", "folder", "folder/", "folder/1x", "/folder/1")) {
        assertThat(archive.contains(name)).as(name).isFalse();
        assertThat(archive.read(name)).as(name).isNull();
      }
    }
  }

  @Test
  void an_empty_archive_has_nothing() throws IOException {
    try (Archive archive = open(ArchivePacker.pack(Map.of()))) {
      assertThat(archive.names()).isEmpty();
      assertThat(archive.read("a")).isNull();
    }
  }

  @Test
  void a_name_with_the_hash_of_another_does_not_get_its_bytes() throws IOException {
    assertThat(ArchiveIndex.hash(TWIN.getBytes(UTF_8)))
        .isEqualTo(ArchiveIndex.hash(OTHER_TWIN.getBytes(UTF_8)));

    try (Archive archive = open(ArchivePacker.pack(Map.of(TWIN, new byte[] {1})))) {
      assertThat(archive.read(TWIN)).containsExactly(1);
      assertThat(archive.contains(OTHER_TWIN)).isFalse();
      assertThat(archive.read(OTHER_TWIN)).isNull();
    }
  }

  @Test
  void two_names_with_the_same_hash_are_refused_when_the_archive_is_packed() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ArchivePacker.pack(Map.of(TWIN, new byte[] {1}, OTHER_TWIN, new byte[] {2})))
        .withMessageContaining(TWIN)
        .withMessageContaining(OTHER_TWIN);
  }

  @Test
  void the_hash_is_fnv_1a() {
    assertThat(ArchiveIndex.hash(new byte[0])).isEqualTo(0xcbf29ce484222325L);
    assertThat(ArchiveIndex.hash("a".getBytes(UTF_8))).isEqualTo(0xaf63dc4c8601ec8cL);
    assertThat(ArchiveIndex.hash("foobar".getBytes(UTF_8))).isEqualTo(0x85944171f73967e8L);
  }

  @Test
  void the_same_entries_give_the_same_bytes_in_any_order() {
    Map<String, byte[]> ascending = new TreeMap<>(manyEntries());
    Map<String, byte[]> descending = new LinkedHashMap<>();
    new TreeMap<>(ascending).descendingMap().forEach(descending::put);

    assertThat(ArchivePacker.pack(descending)).isEqualTo(ArchivePacker.pack(ascending));
  }

  @Test
  void what_deflating_does_not_shorten_is_stored() {
    int overhead = ArchivePacker.pack(Map.of("name", new byte[0])).length;

    assertThat(ArchivePacker.pack(Map.of("name", noise(5_000)))).hasSize(overhead + 5_000);
    assertThat(ArchivePacker.pack(Map.of("name", new byte[5_000]))).hasSizeLessThan(overhead + 50);
  }

  @Test
  void a_file_that_is_cut_off_anywhere_is_refused() throws IOException {
    byte[] whole = ArchivePacker.pack(Map.of("a", new byte[] {1}, "b", new byte[] {2}));

    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatIOException().isThrownBy(() -> open(part)).withMessageContaining("cut off");
    }
  }

  @Test
  void a_foreign_file_is_refused() {
    byte[] foreign = new byte[1_000];
    Arrays.fill(foreign, (byte) 'x');

    assertThatIOException()
        .isThrownBy(() -> open(foreign))
        .withMessageContaining("no archive of the agent");
  }

  @Test
  void an_archive_of_another_format_version_is_refused() {
    byte[] archive = ArchivePacker.pack(Map.of("a", new byte[] {1}));
    archive[11] = 9;

    assertThatIOException()
        .isThrownBy(() -> open(archive))
        .withMessage("the archive has format version 9, this agent reads 1");
  }

  @Test
  void a_change_anywhere_in_the_index_is_noticed() {
    byte[] whole = ArchivePacker.pack(Map.of("a", new byte[] {1}, "b", new byte[] {2}));

    for (int at = 0; at < ArchiveIndex.HEADER_BYTES + 2 * ArchiveIndex.ENTRY_BYTES; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 0x40;
      assertThatIOException().as("byte %d", at).isThrownBy(() -> open(changed));
    }
  }

  @Test
  void a_file_that_was_overwritten_under_the_agent_is_said_so() throws IOException {
    byte[] whole = ArchivePacker.pack(Map.of("some/Type.class", new byte[5_000]));
    Path file = folder.resolve("archive");
    Files.write(file, whole);
    try (Archive archive = open(file, 0, whole.length)) {
      try (RandomAccessFile writer = new RandomAccessFile(file.toFile(), "rw")) {
        int records = ArchiveIndex.HEADER_BYTES + ArchiveIndex.ENTRY_BYTES;
        writer.seek(records);
        writer.write(noise(whole.length - records));
      }
      assertThatIOException()
          .isThrownBy(() -> archive.read("some/Type.class"))
          .withMessageContaining("some/Type.class")
          .withMessageContaining("changed");

      Files.write(file, new byte[0]);
      assertThatIOException().isThrownBy(() -> archive.read("some/Type.class"));
    }
  }

  @Test
  void damaged_content_is_an_io_exception_wherever_the_damage_is() throws IOException {
    byte[] content = "the content of an entry, the content of an entry".repeat(20).getBytes(UTF_8);
    byte[] whole = ArchivePacker.pack(Map.of("name", content));
    int noticed = 0;
    for (int at = ArchiveIndex.HEADER_BYTES + ArchiveIndex.ENTRY_BYTES; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 0x10;
      try (Archive archive = open(changed)) {
        Throwable failure = catchThrowable(() -> archive.read("name"));
        if (failure != null) {
          assertThat(failure).as("byte %d", at).isInstanceOf(IOException.class);
          noticed++;
        }
        // A reader that has failed goes on.
        assertThat(archive.contains("unknown")).isFalse();
      }
    }
    // Some bits only change letters of the content; nothing else may.
    assertThat(noticed).isGreaterThan(10);
  }

  @Test
  void an_archive_in_the_middle_of_a_file_is_read_in_place() throws IOException {
    byte[] archive = ArchivePacker.pack(Map.of("a", new byte[] {1, 2}));
    Path file = folder.resolve("outer");
    byte[] outer = noise(archive.length + 2_000);
    System.arraycopy(archive, 0, outer, 777, archive.length);
    Files.write(file, outer);

    try (Archive opened = open(file, 777, archive.length)) {
      assertThat(opened.read("a")).containsExactly(1, 2);
    }
  }

  @Test
  void several_threads_read_at_once() throws Exception {
    Map<String, byte[]> entries = manyEntries();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (Archive archive = open(ArchivePacker.pack(entries))) {
      CountDownLatch all = new CountDownLatch(8);
      Callable<Integer> reader =
          () -> {
            all.countDown();
            all.await();
            int same = 0;
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
              same += Arrays.equals(archive.read(entry.getKey()), entry.getValue()) ? 1 : 0;
            }
            return same;
          };
      List<Future<Integer>> results = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        results.add(threads.submit(reader));
      }
      for (Future<Integer> result : results) {
        assertThat(result.get()).isEqualTo(entries.size());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void an_interrupted_thread_reads_on_and_stays_interrupted() throws IOException {
    try (Archive archive = open(ArchivePacker.pack(Map.of("a", new byte[] {1})))) {
      Thread.currentThread().interrupt();
      byte[] content;
      try {
        content = archive.read("a");
      } finally {
        assertThat(Thread.interrupted()).isTrue();
      }
      assertThat(content).containsExactly(1);
      assertThat(archive.read("a")).containsExactly(1);
    }
  }

  @Test
  void nothing_can_be_read_after_it_was_closed() throws IOException {
    Archive archive = open(ArchivePacker.pack(Map.of("a", new byte[1_000])));
    assertThat(archive.read("a")).hasSize(1_000);

    archive.close();
    archive.close();

    assertThatIOException().isThrownBy(() -> archive.read("a"));
    assertThatIOException().isThrownBy(() -> archive.contains("a"));
  }

  private static Map<String, byte[]> manyEntries() {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (int i = 0; i < 2_000; i++) {
      entries.put("folder/" + i, ("content of " + i + " ").repeat(i % 50).getBytes(UTF_8));
    }
    return entries;
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(4711).nextBytes(bytes);
    return bytes;
  }

  private Archive open(byte[] bytes) throws IOException {
    Path file = folder.resolve("archive");
    Files.write(file, bytes);
    return open(file, 0, bytes.length);
  }

  private static Archive open(Path file, long start, long length) throws IOException {
    return Archive.open(new FileRegion(new RandomAccessFile(file.toFile(), "r"), start, length));
  }
}
