package io.opsagent.server.monitor;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads files of Linux's {@code /proc} and {@code /sys/fs/cgroup}, up to a number of lines. Any
 * thread.
 */
public final class ProcFile {
  private ProcFile() {}

  /**
   * Hands on the lines of a file.
   *
   * @param maxLines at most
   * @return false when the file cannot be read
   */
  public static boolean lines(Path path, int maxLines, Consumer<String> line) {
    try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.ISO_8859_1)) {
      for (int i = 0; i < maxLines; i++) {
        String text = reader.readLine();
        if (text == null) {
          break;
        }
        line.accept(text);
      }
      return true;
    } catch (IOException | RuntimeException e) {
      // Another system, another kernel, or not for this user: not known.
      return false;
    }
  }

  /** The number that a file consists of; -1 when it cannot be read or is no number. */
  static long number(Path path) {
    long[] found = {-1};
    lines(path, 1, text -> found[0] = number(text));
    return found[0];
  }

  /** The digits at the beginning of a text behind blanks; -1 without one. */
  public static long number(String text) {
    long number = -1;
    for (char c : text.strip().toCharArray()) {
      if (c < '0' || c > '9' || number > Long.MAX_VALUE / 100) {
        break;
      }
      number = Math.max(0, number) * 10 + (c - '0');
    }
    return number;
  }

  /** Entries of a folder; -1 when it cannot be read. */
  static long entries(Path folder) {
    String[] names = folder.toFile().list();
    return names == null ? -1 : names.length;
  }
}
