package io.opsagent.capture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What the application logged while it served one request: a bounded number of bounded messages
 * (docs/spec/operations-api.md 6.4). Their memory comes out of the budget of captured bodies.
 *
 * <p>Written by the thread that serves the request, read by any; what does not fit is counted.
 */
public final class LoggedMessages {
  /** Characters that are kept of one message. */
  public static final int MAX_TEXT_CHARS = 4_000;

  /** Messages of one request. */
  public static final int MAX_MESSAGES = 20;

  /** Places that warnings may take, so that errors behind them find one. */
  static final int MAX_WARNINGS = 15;

  /** Characters of all messages of one request. */
  static final int MAX_CHARS = 16_000;

  private static final int MAX_LOGGER_CHARS = 200;

  /** The object, the names, and what arrays and strings take besides their characters. */
  private static final int FLAT_BYTES = 200;

  private final BodyMemory memory;
  private final LoggedMessage[] messages = new LoggedMessage[MAX_MESSAGES];
  private final AtomicInteger reservedBytes = new AtomicInteger();

  // Written last, so that who sees it sees the message, too.
  private volatile int count;
  private volatile int leftOut;
  private int chars;
  private boolean hasErrors;
  private long lastRecord = Long.MIN_VALUE;

  LoggedMessages(BodyMemory memory) {
    this.memory = memory;
  }

  /** Adds a message or counts it; returns whether it was added. One thread at a time. */
  boolean add(boolean error, String logger, String text, @Nullable Throwable exception) {
    int keptChars = Math.min(Math.min(text.length(), MAX_TEXT_CHARS), MAX_CHARS - chars);
    hasErrors |= error;
    if (count >= (error ? MAX_MESSAGES : MAX_WARNINGS)
        || keptChars < text.length() && keptChars < MAX_TEXT_CHARS
        || !reserve(FLAT_BYTES + 2 * keptChars)) {
      leaveOut();
      return false;
    }
    boolean cut = keptChars < text.length();
    messages[count] =
        new LoggedMessage(
            error,
            logger.length() <= MAX_LOGGER_CHARS ? logger : logger.substring(0, MAX_LOGGER_CHARS),
            cut ? text.substring(0, keptChars) : text,
            cut,
            exception,
            System.nanoTime());
    chars += keptChars;
    publish();
    return true;
  }

  /** Whether a record of that number came last: several handlers get each of them. */
  boolean isRepeated(long record) {
    boolean repeated = record == lastRecord;
    lastRecord = record;
    return repeated;
  }

  // Both have one writer at a time.
  @SuppressWarnings("NonAtomicVolatileUpdate")
  private void publish() {
    count++;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate")
  private void leaveOut() {
    leftOut++;
  }

  private boolean reserve(int bytes) {
    if (!memory.reserve(bytes)) {
      return false;
    }
    reservedBytes.addAndGet(bytes);
    return true;
  }

  /** Gives the memory back; what was logged can still be read by who holds it. */
  void release() {
    int bytes = reservedBytes.getAndSet(0);
    if (bytes != 0) {
      memory.release(bytes);
    }
  }

  /** The messages so far, in the order in which they were logged. */
  public List<LoggedMessage> list() {
    int known = count;
    List<LoggedMessage> list = new ArrayList<>(known);
    for (int i = 0; i < known; i++) {
      list.add(messages[i]);
    }
    return Collections.unmodifiableList(list);
  }

  /** Messages that found no room. */
  public int leftOut() {
    return leftOut;
  }

  /** Whether one was an error, kept or not. */
  public boolean hasErrors() {
    return hasErrors;
  }
}
