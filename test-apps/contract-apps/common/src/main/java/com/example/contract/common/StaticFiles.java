package com.example.contract.common;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/**
 * The files below {@code /files}. Those of a folder of its own, which is deleted at the end of the
 * process, have a fixed time, so that two processes answer the same.
 */
public final class StaticFiles {
  private static final int BIG_BYTES = 1024 * 1024;
  private static final FileTime TIME = FileTime.from(Instant.parse("2026-01-02T03:04:05Z"));

  private StaticFiles() {}

  /**
   * The folder that holds {@code files/big.txt} (1 MB) and {@code files/small.html}: the one that
   * the system property {@code contract.files} names, else a new one.
   */
  public static Path root() {
    String given = System.getProperty("contract.files");
    return given == null ? create() : Path.of(given);
  }

  /** The folder {@code files} in {@link #root()}. */
  public static Path folder() {
    return root().resolve("files");
  }

  private static Path create() {
    try {
      Path root = Files.createTempDirectory("contract-files").toRealPath();
      root.toFile().deleteOnExit();
      Path files = Files.createDirectory(root.resolve("files"));
      files.toFile().deleteOnExit();
      write(files.resolve("big.txt"), Contents.text(BIG_BYTES));
      write(
          files.resolve("small.html"),
          "<html><body>small</body></html>\n".getBytes(StandardCharsets.UTF_8));
      return root;
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
