package com.example.hostile;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged application in a JVM of its own, with or without an agent. */
final class HostileProcess implements AutoCloseable {
  private static final Duration RUN_PATIENCE = Duration.ofSeconds(60);
  private static final Duration EXIT_PATIENCE = Duration.ofSeconds(10);
  private static final String LISTENING = "Listening on port ";

  private final Path out;
  private final Path err;
  private final Process process;

  /**
   * Starts the application.
   *
   * @param javaHome the Java to use
   * @param directory working directory; also takes the output
   * @param agent what stands behind {@code -javaagent:}, or empty
   * @param arguments the application's arguments
   */
  HostileProcess(Path javaHome, Path directory, Optional<String> agent, String... arguments)
      throws IOException {
    out = Files.createTempFile(directory, "stdout", ".txt");
    err = Files.createTempFile(directory, "stderr", ".txt");
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin/java").toString());
    agent.ifPresent(value -> command.add("-javaagent:" + value));
    command.add("-Xmx256m");
    command.add("-jar");
    command.add(System.getProperty("hostile.jar"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().remove("JDK_JAVA_OPTIONS");
    process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
  }

  List<String> stdout() {
    return lines(out);
  }

  List<String> stderr() {
    return lines(err);
  }

  /** Waits until the application serves and returns its port. */
  int awaitPort() {
    return await()
        .atMost(RUN_PATIENCE)
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new IllegalStateException("ended before it served: " + stderr());
              }
              return stdout().stream().filter(line -> line.startsWith(LISTENING)).findFirst();
            },
            Optional::isPresent)
        .map(line -> Integer.parseInt(line.substring(LISTENING.length())))
        .orElseThrow();
  }

  /**
   * Waits until main has ended and then, for some seconds, until the JVM has.
   *
   * @return the exit status; empty when something kept the JVM alive
   */
  OptionalInt awaitExit() throws InterruptedException {
    await().atMost(RUN_PATIENCE).until(() -> !process.isAlive() || stdout().contains("main ends"));
    return exitSoon();
  }

  /** Sends the signal TERM; returns the exit status as {@link #awaitExit()} does. */
  OptionalInt terminate() throws InterruptedException {
    process.destroy();
    return exitSoon();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private OptionalInt exitSoon() throws InterruptedException {
    return process.waitFor(EXIT_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        ? OptionalInt.of(process.exitValue())
        : OptionalInt.empty();
  }

  private static List<String> lines(Path file) {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
      return lines.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
