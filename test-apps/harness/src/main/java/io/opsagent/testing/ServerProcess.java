package io.opsagent.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A process started for a test. Its standard streams are collected apart, line by line; all text is
 * in {@code stdout.txt} and {@code stderr.txt} of its working folder. Safe for any number of
 * threads.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Duration POLITE_STOP = Duration.ofSeconds(20);
  private static final Duration FORCED_STOP = Duration.ofSeconds(10);
  private static final int CONNECT_TIMEOUT_MILLIS = 1_000;

  private final String name;
  private final Process process;
  private final Path folder;
  private final OutputCollector stdout;
  private final OutputCollector stderr;

  ServerProcess(String name, Process process, Path folder) {
    this.name = name;
    this.process = process;
    this.folder = folder;
    this.stdout =
        OutputCollector.start(
            name + "-stdout", process.getInputStream(), folder.resolve("stdout.txt"));
    this.stderr =
        OutputCollector.start(
            name + "-stderr", process.getErrorStream(), folder.resolve("stderr.txt"));
  }

  /** Id of the started process. */
  public long pid() {
    return process.pid();
  }

  /** Whether the process still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** The lines of standard output so far. */
  public List<String> stdout() {
    return stdout.lines();
  }

  /** The lines of standard error so far. */
  public List<String> stderr() {
    return stderr.lines();
  }

  /** Standard output, then standard error. */
  public List<String> output() {
    List<String> both = new ArrayList<>(stdout());
    both.addAll(stderr());
    return both;
  }

  /** How many lines are only in the files, because the bound of memory was reached. */
  public long leftOutLines() {
    return stdout.leftOutLines() + stderr.leftOutLines();
  }

  /**
   * Waits for a line of standard output in which the pattern is found.
   *
   * @throws AssertionError if the process ends or the time passes without it
   */
  public String awaitStdout(Pattern pattern, Duration timeout) {
    return await(stdout, "standard output", pattern, timeout);
  }

  /** As {@link #awaitStdout}, for standard error. */
  public String awaitStderr(Pattern pattern, Duration timeout) {
    return await(stderr, "standard error", pattern, timeout);
  }

  /**
   * Waits until something on 127.0.0.1 accepts connections on the port. Sends nothing.
   *
   * @throws AssertionError if the process ends before
   */
  public void awaitPort(int port, Duration timeout) {
    Awaitility.await(name + " on port " + port)
        .atMost(timeout)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> acceptsConnections(port) || !isAlive());
    if (!isAlive()) {
      throw new AssertionError(name + " ended before its port answered\n" + lastLines());
    }
  }

  /**
   * Waits until the process ends by itself.
   *
   * @return its exit code
   * @throws AssertionError if it does not in time
   */
  public int awaitExit(Duration timeout) {
    try {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(
            name + " did not end within " + timeout.toSeconds() + " s\n" + lastLines());
      }
      stdout.awaitEnd(FORCED_STOP);
      stderr.awaitEnd(FORCED_STOP);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    return process.exitValue();
  }

  /**
   * Asks the process to end (SIGTERM) and waits for it; what of its own process tree is left after
   * 20 s is killed. Does nothing if it has ended.
   *
   * @return exit code; 143 is usual for a JVM that was asked to end
   */
  public int stop() {
    return stop(POLITE_STOP);
  }

  /** As {@link #stop()}, for a process that may need longer to end in good order. */
  public int stop(Duration polite) {
    List<ProcessHandle> tree = new ArrayList<>();
    try (Stream<ProcessHandle> children = process.descendants()) {
      children.forEach(tree::add);
    }
    // By its handle: Process.destroy would close the streams and lose what it says at its end.
    ProcessHandle root = process.toHandle();
    root.destroy();
    try {
      if (!process.waitFor(polite.toMillis(), TimeUnit.MILLISECONDS)) {
        root.destroyForcibly();
      }
      tree.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    } catch (InterruptedException e) {
      root.destroyForcibly();
      throw interrupted(e);
    }
    return awaitExit(FORCED_STOP);
  }

  /**
   * Kills the process (SIGKILL), so that nothing of it gets a chance to tidy up, and waits until it
   * is gone. Its children are left alone.
   *
   * @return exit code; 137 on Unix
   */
  public int kill() {
    process.toHandle().destroyForcibly();
    return awaitExit(FORCED_STOP);
  }

  @Override
  public void close() {
    stop();
  }

  /** The end of both outputs, for messages of failed tests. */
  public String lastLines() {
    List<String> lines = output();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()))
        + "\n(all of it: "
        + folder
        + ")";
  }

  private String await(
      OutputCollector output, String streamName, Pattern pattern, Duration timeout) {
    try {
      return output
          .awaitLine(line -> pattern.matcher(line).find(), timeout)
          .orElseThrow(
              () ->
                  new AssertionError(
                      "no line with '"
                          + pattern
                          + "' on "
                          + streamName
                          + " of "
                          + name
                          + " within "
                          + timeout.toSeconds()
                          + " s"
                          + (isAlive() ? "" : ", the process has ended")
                          + "\n"
                          + lastLines()));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static boolean acceptsConnections(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_TIMEOUT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while waiting for a process", e);
  }
}
