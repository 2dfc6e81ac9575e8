package io.opsagent.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Folders under {@code target/scratch} that stay after the test, so that a failure can be looked
 * into.
 */
public final class ScratchFolder {
  private ScratchFolder() {}

  /**
   * An empty folder for one case of one test; what an earlier run left there is deleted.
   *
   * @param test the class that uses it
   * @param name of the case; characters outside of {@code A-Z a-z 0-9 . _ -} become {@code _}
   */
  public static Path create(Class<?> test, String name) {
    Path folder =
        Path.of("target", "scratch", test.getSimpleName(), name.replaceAll("[^A-Za-z0-9._-]", "_"))
            .toAbsolutePath();
    try {
      delete(folder);
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
