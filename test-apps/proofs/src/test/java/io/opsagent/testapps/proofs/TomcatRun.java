package io.opsagent.testapps.proofs;

import io.opsagent.testing.OperationsApi;
import io.opsagent.testing.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Tomcat that is up.
 *
 * @param plan it was started by
 * @param base CATALINA_BASE
 * @param port of its one connector
 * @param process as it was started
 */
record TomcatRun(TomcatPlan plan, Path base, int port, ServerProcess process)
    implements AutoCloseable {
  private static final Duration API_TIMEOUT = Duration.ofSeconds(120);

  /** The API of our agent; waits for its banner. */
  OperationsApi api() {
    return OperationsApi.of(process, API_TIMEOUT);
  }

  /** What Tomcat, its applications and all agents wrote: both streams and Tomcat's log files. */
  List<String> everythingWritten() {
    List<String> lines = new ArrayList<>(process.output());
    try (Stream<Path> files = Files.list(base.resolve("logs"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".log")).sorted().toList()) {
        lines.addAll(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  /**
   * What a command of the JDK's {@code jcmd} answers.
   *
   * @param command such as {@code GC.class_histogram}
   */
  List<String> jcmd(String... command) {
    List<String> all = new ArrayList<>();
    all.add(plan.jdk().tool("jcmd").toString());
    all.add(Long.toString(process.pid()));
    all.addAll(List.of(command));
    try {
      Process running = new ProcessBuilder(all).redirectErrorStream(true).start();
      try (InputStream output = running.getInputStream()) {
        List<String> lines =
            new String(output.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        if (running.waitFor() != 0) {
          throw new AssertionError(all + " failed: " + lines);
        }
        return lines;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Live instances of the class with this name, after a full collection. */
  long liveInstances(String className) {
    return jcmd("GC.class_histogram").stream()
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words.length >= 4 && words[3].equals(className))
        .mapToLong(words -> Long.parseLong(words[1]))
        .sum();
  }

  @Override
  public void close() {
    process.close();
  }
}
