package io.opsagent.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads one output stream of a process to its end: everything goes to a file, the first lines stay
 * in memory. Bounded: {@link #MAX_LINES} lines of {@link #MAX_LINE_BYTES} bytes; what is beyond is
 * counted. Safe for any number of threads.
 */
final class OutputCollector {
  static final int MAX_LINES = 20_000;
  static final int MAX_LINE_BYTES = 8_192;

  private final List<String> lines = new ArrayList<>();
  private final Path file;
  private final Thread reader;
  private long leftOutLines;
  private boolean ended;

  private OutputCollector(String name, InputStream stream, Path file) {
    this.file = file;
    this.reader = new Thread(() -> readAll(stream), "output-of-" + name);
    reader.setDaemon(true);
  }

  static OutputCollector start(String name, InputStream stream, Path file) {
    OutputCollector collector = new OutputCollector(name, stream, file);
    collector.reader.start();
    return collector;
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  synchronized long leftOutLines() {
    return leftOutLines;
  }

  /** The first kept line that passes, waiting for it; empty at the end of the stream or of time. */
  synchronized Optional<String> awaitLine(Predicate<String> wanted, Duration timeout)
      throws InterruptedException {
    long deadlineNanos = System.nanoTime() + timeout.toNanos();
    int checked = 0;
    while (true) {
      for (; checked < lines.size(); checked++) {
        if (wanted.test(lines.get(checked))) {
          return Optional.of(lines.get(checked));
        }
      }
      long leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
      if (ended || leftMillis <= 0) {
        return Optional.empty();
      }
      wait(leftMillis);
    }
  }

  /** Waits until the stream is read to its end. */
  void awaitEnd(Duration timeout) throws InterruptedException {
    reader.join(timeout.toMillis());
  }

  private void readAll(InputStream stream) {
    try (OutputStream copy = Files.newOutputStream(file)) {
      byte[] chunk = new byte[8_192];
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int count = stream.read(chunk); count >= 0; count = stream.read(chunk)) {
        copy.write(chunk, 0, count);
        for (int i = 0; i < count; i++) {
          if (chunk[i] == '\n') {
            add(line.toString(StandardCharsets.UTF_8));
            line.reset();
          } else if (chunk[i] != '\r' && line.size() < MAX_LINE_BYTES) {
            line.write(chunk[i]);
          }
        }
      }
      if (line.size() > 0) {
        add(line.toString(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      add("(the harness could not read on: " + e + ")");
    } finally {
      end();
    }
  }

  private synchronized void add(String line) {
    if (lines.size() < MAX_LINES) {
      lines.add(line);
      notifyAll();
    } else {
      leftOutLines++;
    }
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }
}
