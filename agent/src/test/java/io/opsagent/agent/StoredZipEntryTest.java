package io.opsagent.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredZipEntryTest {
  private static final String NAME = "inst/some.archive";
  private static final byte[] CONTENT = "what is read in place".getBytes(UTF_8);

  @TempDir Path folder;

  @Test
  void an_entry_is_found_between_others() throws IOException {
    assertThat(read(file(zip(ZipEntry.STORED, "")))).isEqualTo(CONTENT);
  }

  @Test
  void a_comment_at_the_end_of_the_zip_file_is_skipped() throws IOException {
    assertThat(read(file(zip(ZipEntry.STORED, "x".repeat(0xffff))))).isEqualTo(CONTENT);
  }

  @Test
  void a_comment_that_looks_like_the_end_of_a_zip_file_misleads_nobody() throws IOException {
    String comment = "PK\u0005\u0006" + "\0".repeat(18) + "and more";

    assertThat(read(file(zip(ZipEntry.STORED, comment)))).isEqualTo(CONTENT);
  }

  @Test
  void what_stands_in_front_of_the_zip_file_is_skipped() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write("#!/bin/sh\nexec java -jar \"$0\" \"$@\"\n".getBytes(UTF_8));
    out.write(zip(ZipEntry.STORED, ""));

    assertThat(read(file(out.toByteArray()))).isEqualTo(CONTENT);
  }

  @Test
  void a_compressed_entry_is_refused() throws IOException {
    File file = file(zip(ZipEntry.DEFLATED, ""));

    assertThatIOException()
        .isThrownBy(() -> StoredZipEntry.open(file, NAME))
        .withMessageContaining(NAME + " is compressed");
  }

  @Test
  void a_missing_entry_is_said_with_its_name() throws IOException {
    File file = file(zip(ZipEntry.STORED, ""));

    assertThatIOException()
        .isThrownBy(() -> StoredZipEntry.open(file, "inst/other"))
        .withMessageContaining("inst/other is missing");
  }

  @Test
  void a_file_that_is_cut_off_anywhere_is_refused() throws IOException {
    byte[] whole = zip(ZipEntry.STORED, "");

    for (int length = 0; length < whole.length; length++) {
      File file = file(Arrays.copyOf(whole, length));
      assertThatIOException().as("%d bytes", length).isThrownBy(() -> read(file));
    }
  }

  @Test
  void any_damage_gives_the_content_or_an_io_exception() throws IOException {
    byte[] whole = zip(ZipEntry.STORED, "comment");
    Random random = new Random(4711);
    int refused = 0;
    for (int round = 0; round < 3_000; round++) {
      byte[] damaged = whole.clone();
      damaged[whole.length - 1 - random.nextInt(400)] = (byte) random.nextInt();
      try (FileRegion region = StoredZipEntry.open(file(damaged), NAME)) {
        assertThat(region.length()).isBetween(0L, (long) whole.length);
      } catch (IOException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(100);
  }

  @Test
  void a_file_that_is_no_zip_file_is_refused() throws IOException {
    File file = file("no zip file at all, but longer than its end record".getBytes(UTF_8));

    assertThatIOException()
        .isThrownBy(() -> StoredZipEntry.open(file, NAME))
        .withMessageContaining("does not end as a zip file does");
  }

  @Test
  void a_jar_without_a_usable_archive_is_named_with_the_way_out() throws IOException {
    File file = file(zip(ZipEntry.STORED, ""));

    assertThatIOException()
        .isThrownBy(() -> Archive.openIn(file))
        .withMessageStartingWith(file.toString())
        .withMessageContaining(Archive.ENTRY + " is missing")
        .withMessageContaining("not repackaged");
  }

  private static byte[] read(File zip) throws IOException {
    try (FileRegion region = StoredZipEntry.open(zip, NAME)) {
      byte[] content = new byte[(int) region.length()];
      region.read(0, content);
      return content;
    }
  }

  private File file(byte[] bytes) throws IOException {
    Path file = folder.resolve("some.jar");
    Files.write(file, bytes);
    return file.toFile();
  }

  private static byte[] zip(int method, String comment) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out, UTF_8)) {
      zip.setComment(comment);
      put(zip, "META-INF/MANIFEST.MF", ZipEntry.DEFLATED, "Manifest-Version: 1.0".getBytes(UTF_8));
      put(zip, NAME + ".not", ZipEntry.STORED, new byte[100]);
      put(zip, NAME, method, CONTENT);
      put(zip, "z", ZipEntry.DEFLATED, new byte[1_000]);
    }
    return out.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, int method, byte[] content)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(method);
    // The entry's own header then has another extra field than the directory.
    entry.setTime(0);
    if (method == ZipEntry.STORED) {
      CRC32 checksum = new CRC32();
      checksum.update(content);
      entry.setSize(content.length);
      entry.setCrc(checksum.getValue());
    }
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
