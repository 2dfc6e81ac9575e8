package com.example.contract.common;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/**
 * The files below {@code /files}, in a folder of this process that is deleted at its end. Their
 * time is fixed, so that two processes answer the same.
 */
public final class StaticFiles {
  private static final int BIG_BYTES = 1024 * 1024;
  private static final FileTime TIME = FileTime.from(Instant.parse("2026-01-02T03:04:05Z"));

  private StaticFiles() {}

  /** Writes {@code big.txt} (1 MB) and {@code small.html} into a new folder. */
  public static Path create() {
    try {
      Path folder = Files.createTempDirectory("contract-files");
      folder.toFile().deleteOnExit();
      write(folder.resolve("big.txt"), Contents.text(BIG_BYTES));
      write(
          folder.resolve("small.html"),
          "<html><body>small</body></html>\n".getBytes(StandardCharsets.UTF_8));
      return folder.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the static files", e);
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    Files.write(file, content);
    Files.setLastModifiedTime(file, TIME);
    file.toFile().deleteOnExit();
  }
}
