package io.opsagent.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Looks into a slot folder. */
final class Slots {
  private Slots() {}

  /** The file of the database. */
  static Path database(DataDirectory directory) {
    return directory.slotDirectory().toPath().resolve("ops.mv.db");
  }

  /** Names and permissions of all files below a folder. */
  static Map<String, String> permissions(Path folder) throws IOException {
    Map<String, String> permissions = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        permissions.put(
            folder.relativize(file).toString(),
            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      }
    }
    return permissions;
  }
}
