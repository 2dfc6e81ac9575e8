package io.opsagent.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a server is started: command, environment, working folder. Immutable; each {@code with}
 * method gives a copy.
 *
 * @param name for messages and names of files
 * @param command program and arguments
 * @param environment variables on top of {@link #cleanEnvironment()}
 * @param workingFolder where the process runs and where its output files {@code stdout.txt} and
 *     {@code stderr.txt} are kept
 */
public record ServerLaunch(
    String name, List<String> command, Map<String, String> environment, Path workingFolder) {

  public ServerLaunch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** A launch without variables of its own. */
  public static ServerLaunch of(String name, Path workingFolder, List<String> command) {
    return new ServerLaunch(name, command, Map.of(), workingFolder);
  }

  /** A copy with these variables set, too. */
  public ServerLaunch withEnvironment(Map<String, String> variables) {
    Map<String, String> both = new LinkedHashMap<>(environment);
    both.putAll(variables);
    return new ServerLaunch(name, command, both, workingFolder);
  }

  /** Starts the process. Close it. */
  public ServerProcess start() {
    ProcessBuilder builder = new ProcessBuilder(command).directory(workingFolder.toFile());
    builder.environment().clear();
    builder.environment().putAll(cleanEnvironment());
    builder.environment().putAll(environment);
    builder.redirectInput(new File("/dev/null"));
    try {
      return new ServerProcess(name, builder.start(), workingFolder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name + ": " + command, e);
    }
  }

  /**
   * The caller's environment without what would change a JVM or Tomcat: one person's variables must
   * not decide a test.
   */
  static Map<String, String> cleanEnvironment() {
    Map<String, String> kept = new LinkedHashMap<>();
    for (String variable : List.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR")) {
      String value = System.getenv(variable);
      if (value != null) {
        kept.put(variable, value);
      }
    }
    return kept;
  }
}
