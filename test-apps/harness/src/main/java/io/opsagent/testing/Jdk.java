package io.opsagent.testing;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;

/**
 * An installed JDK that a server under test can run on. Immutable.
 *
 * @param home folder that holds {@code bin/java}
 * @param version as its {@code release} file says, for example {@code 17.0.15}
 */
public record Jdk(Path home, Runtime.Version version) {

  /**
   * Environment variable that names more JDKs than the running one: their homes, separated as in
   * {@code PATH}. Empty or absent: only the running one is used.
   */
  public static final String FURTHER_JDKS_VARIABLE = "TEST_JDKS";

  /** The JDK that runs the tests. */
  public static Jdk running() {
    return new Jdk(Path.of(System.getProperty("java.home")), Runtime.version());
  }

  /**
   * The JDKs named by {@link #FURTHER_JDKS_VARIABLE}, newest first, without the running one.
   *
   * @throws IllegalArgumentException if the variable names a folder that holds no JDK
   */
  public static List<Jdk> further() {
    return further(System.getenv().getOrDefault(FURTHER_JDKS_VARIABLE, ""), running());
  }

  static List<Jdk> further(String homes, Jdk running) {
    List<Jdk> found = new ArrayList<>();
    for (String home : homes.split(File.pathSeparator)) {
      if (home.isBlank()) {
        continue;
      }
      Jdk jdk = at(Path.of(home.strip()));
      if (!jdk.isAt(running.home()) && found.stream().noneMatch(other -> other.isAt(jdk.home()))) {
        found.add(jdk);
      }
    }
    found.sort(Comparator.comparing(Jdk::version).reversed());
    return List.copyOf(found);
  }

  /** Major version: 8, 11, 17, ... */
  public int feature() {
    return version.feature();
  }

  /** The {@code java} command. */
  public Path java() {
    return tool("java");
  }

  /** A command in {@code bin}, for example {@code jcmd}. Whether it exists is not checked. */
  public Path tool(String name) {
    return home.resolve("bin").resolve(name);
  }

  @Override
  public String toString() {
    return "JDK " + version.feature();
  }

  private static Jdk at(Path home) {
    if (!Files.isExecutable(home.resolve("bin").resolve("java"))) {
      throw new IllegalArgumentException(
          FURTHER_JDKS_VARIABLE
              + " names "
              + home
              + ", which has no bin/java; allowed are homes of JDKs, separated by '"
              + File.pathSeparator
              + "'; remove this one or leave the variable empty");
    }
    return new Jdk(home, versionOf(home));
  }

  private static Runtime.Version versionOf(Path home) {
    Properties release = new Properties();
    try (Reader reader = Files.newBufferedReader(home.resolve("release"))) {
      release.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("the JDK in " + home + " has no readable release file", e);
    }
    String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
    // 1.8.0_402 is the old form; only the major version matters there.
    return Runtime.Version.parse(version.startsWith("1.") ? version.substring(2, 3) : version);
  }

  private boolean isAt(Path otherHome) {
    try {
      return home.toRealPath().equals(otherHome.toRealPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
