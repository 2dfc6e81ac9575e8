package io.opsagent.benchmarks.overhead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A page whose parts are written by different commands: each replaces what stands between its own
 * marks, or is put at the end, and leaves the others alone.
 */
final class Page {
  private final Path file;

  Page(Path file) {
    this.file = file;
  }

  void replace(String part, String text) throws IOException {
    String begin = "<!-- begin " + part + " -->\n";
    String end = "<!-- end " + part + " -->\n";
    String page = Files.exists(file) ? Files.readString(file) : "";
    int from = page.indexOf(begin);
    int to = page.indexOf(end);
    String block = begin + text.stripTrailing() + "\n" + end;
    String changed;
    if (from >= 0 && to > from) {
      changed = page.substring(0, from) + block + page.substring(to + end.length());
    } else {
      changed = page + (page.isEmpty() ? "" : "\n") + block;
    }
    Files.writeString(file, changed);
  }
}
