package io.opsagent.server.tasklog;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/**
 * The agent's own log (keys {@code task-log}, {@code task-log-level}, {@code task-log-max-bytes}).
 *
 * <p>One file and one before it ({@code .1}), each of half the allowed size; owner-only. Lines read
 * {@code [pid] [ops.task.level] time text}, as the protocol has it (operations-api.md 7), with the
 * id and the user of the request that is being handled. A log that cannot be written is given up
 * silently: it must not harm anybody.
 *
 * <p>Thread-safe. Before {@link #open} up to {@value #MAX_EARLY_LINES} lines are kept.
 */
public final class TaskLog {
  /** MDC key of the id of the request that is being handled. */
  public static final String REQUEST_ID = "request_id";

  /** MDC key of the user who asked. */
  public static final String USER = "user";

  static final int MAX_EARLY_LINES = 200;
  private static final int MAX_LINE_CHARS = 16_000;

  private static final TaskLog INSTANCE = new TaskLog();

  private final long pid = ProcessHandle.current().pid();
  private final List<byte[]> early = new ArrayList<>();
  private @Nullable Path file;
  private @Nullable OutputStream out;
  private long writtenBytes;
  private long maxFileBytes;
  private boolean opened;
  private volatile Level level = Level.WARN;
  private final AtomicLong warnings = new AtomicLong();
  private final AtomicLong errors = new AtomicLong();
  private volatile @Nullable Instant lastError;

  private TaskLog() {}

  /** The log of this process. */
  public static TaskLog instance() {
    return INSTANCE;
  }

  /**
   * Lets lines go to that file from now on.
   *
   * @param maxBytes of this file and the one before it together
   * @throws IOException if the file cannot be written; lines are dropped then
   */
  public synchronized void open(File target, Level minLevel, long maxBytes) throws IOException {
    close();
    level = minLevel;
    maxFileBytes = Math.max(4096, maxBytes / 2);
    opened = true;
    file = target.toPath().toAbsolutePath();
    try {
      openFile();
      for (byte[] line : early) {
        append(line);
      }
    } finally {
      early.clear();
    }
  }

  /** Closes the file; later lines are dropped until it is opened again. */
  public synchronized void close() {
    OutputStream open = out;
    out = null;
    file = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // Nothing that anybody could do about it.
      }
    }
  }

  public boolean isEnabled(Level wanted) {
    return wanted.toInt() >= level.toInt();
  }

  /** Writes one line, and the stack trace below it if there is a throwable. */
  public void write(Level at, String logger, String text, @Nullable Throwable throwable) {
    count(at);
    if (!isEnabled(at)) {
      return;
    }
    StringBuilder line = new StringBuilder(160);
    line.append('[').append(pid).append("] [ops.task.");
    line.append(at.name().toLowerCase(java.util.Locale.ROOT)).append("] ");
    line.append(Instant.now().truncatedTo(ChronoUnit.MILLIS)).append(' ');
    Map<String, String> context = MDC.getCopyOfContextMap();
    if (context != null && context.get(REQUEST_ID) != null) {
      line.append("request=").append(context.get(REQUEST_ID)).append(' ');
      if (context.get(USER) != null) {
        line.append("user=").append(context.get(USER)).append(' ');
      }
    }
    line.append(logger.substring(logger.lastIndexOf('.') + 1)).append(": ").append(oneLine(text));
    if (throwable != null) {
      StringWriter trace = new StringWriter();
      throwable.printStackTrace(new PrintWriter(trace));
      line.append('\n').append(trace.toString().strip());
    }
    if (line.length() > MAX_LINE_CHARS) {
      line.setLength(MAX_LINE_CHARS);
    }
    append(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
  }

  private void count(Level at) {
    if (at == Level.ERROR) {
      errors.incrementAndGet();
      lastError = Instant.now();
    } else if (at == Level.WARN) {
      warnings.incrementAndGet();
    }
  }

  /** Warnings since the process started, whether they could be written or not. */
  public long warnings() {
    return warnings.get();
  }

  /** Errors since the process started, whether they could be written or not. */
  public long errors() {
    return errors.get();
  }

  /** When the last error was, or null. */
  public @Nullable Instant lastError() {
    return lastError;
  }

  private static String oneLine(String text) {
    // What clients send ends up in messages; a line break must not forge a line of this log.
    return text.replace("\r", "\\r").replace("\n", "\\n");
  }

  private synchronized void append(byte[] line) {
    OutputStream open = out;
    if (open == null) {
      if (!opened && early.size() < MAX_EARLY_LINES) {
        early.add(line);
      }
      return;
    }
    try {
      if (writtenBytes + line.length > maxFileBytes) {
        rotate();
        open = out;
        if (open == null) {
          return;
        }
      }
      open.write(line);
      writtenBytes += line.length;
    } catch (IOException e) {
      close();
    }
  }

  private void rotate() throws IOException {
    Path current = file;
    OutputStream open = out;
    if (current == null || open == null) {
      return;
    }
    open.close();
    Files.move(
        current,
        current.resolveSibling(current.getFileName() + ".1"),
        StandardCopyOption.REPLACE_EXISTING);
    openFile();
  }

  private void openFile() throws IOException {
    Path current = file;
    if (current == null) {
      return;
    }
    if (!Files.exists(current)) {
      if (current.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            current,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } else {
        Files.createFile(current);
      }
    }
    out = Files.newOutputStream(current, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    writtenBytes = Files.size(current);
  }
}
