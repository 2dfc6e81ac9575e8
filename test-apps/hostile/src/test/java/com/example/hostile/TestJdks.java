package com.example.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** The Java installations to test on. */
final class TestJdks {
  private TestJdks() {}

  /** Returns the running one and those of TEST_JDKS, a list like a class path. */
  static Set<Path> homes() {
    Set<Path> homes = new LinkedHashSet<>();
    homes.add(Path.of(System.getProperty("java.home")));
    String others = System.getenv("TEST_JDKS");
    if (others != null) {
      for (String home : others.split(File.pathSeparator)) {
        if (!home.isBlank()) {
          assertThat(Path.of(home, "bin", "java")).as("TEST_JDKS").isExecutable();
          homes.add(Path.of(home));
        }
      }
    }
    return homes;
  }
}
