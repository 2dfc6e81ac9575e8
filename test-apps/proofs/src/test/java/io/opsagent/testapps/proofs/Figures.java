package io.opsagent.testapps.proofs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Collects what was measured in {@code target/figures.txt}, one line each, for people. */
final class Figures {
  private Figures() {}

  static void add(String line) throws IOException {
    Files.writeString(
        Path.of("target", "figures.txt"),
        line + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
