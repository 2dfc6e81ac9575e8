package io.opsagent.capture;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Counts what goes wrong in one place of ours that runs inside the application's requests, and says
 * when it is enough: after {@link #MAX_FAILURES} failures, or the first linkage error, it is open
 * until somebody resets it, and its owner stops doing that work. Keeps of a failure only text.
 * Thread-safe, without locks.
 *
 * <p>A stack or heap that is used up is the application's doing, as likely to show in a place of
 * ours as in any other: such failures are counted, and never open it.
 */
public final class CircuitBreaker {
  /** Failures after which it opens. */
  public static final int MAX_FAILURES = 20;

  private static final int MAX_MESSAGE_CHARS = 500;

  private final String name;
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger ownFailures = new AtomicInteger();
  private final AtomicBoolean open = new AtomicBoolean();
  private volatile @Nullable String lastFailure;

  /**
   * A closed one.
   *
   * @param name what is guarded, as reports show it
   */
  public CircuitBreaker(String name) {
    this.name = name;
  }

  /** What is guarded, such as {@code undertow response conduit}. */
  public String name() {
    return name;
  }

  /** Failures since the start or the last reset. */
  public int failures() {
    return failures.get();
  }

  /** Whether the guarded work is to be left out from now on. */
  public boolean isOpen() {
    return open.get();
  }

  /** The last failure that was kept, in one line, or null. */
  public @Nullable String lastFailure() {
    return lastFailure;
  }

  /** Counts a failure. Returns true to the one caller whose failure opens it. Never throws. */
  public boolean failed(Throwable failure) {
    int count = failures.incrementAndGet();
    boolean own = !(failure instanceof VirtualMachineError || failure instanceof ThreadDeath);
    boolean fatal =
        own && (ownFailures.incrementAndGet() >= MAX_FAILURES || failure instanceof LinkageError);
    if (count == 1 || fatal) {
      // Those in between are not described: the work would be done in the application's requests.
      lastFailure = describe(failure);
    }
    return fatal && open.compareAndSet(false, true);
  }

  /** Counts a failure after which the work is impossible, and opens. Never throws. */
  public void failedForGood(Throwable failure) {
    failures.incrementAndGet();
    lastFailure = describe(failure);
    open.set(true);
  }

  /** Closes it and forgets what failed, so that the work is tried again. */
  public void reset() {
    failures.set(0);
    ownFailures.set(0);
    lastFailure = null;
    open.set(false);
  }

  private static String describe(Throwable failure) {
    String text;
    try {
      StackTraceElement[] stack = failure.getStackTrace();
      text = failure + (stack.length > 0 ? " at " + stack[0] : "");
    } catch (Throwable unprintable) {
      text = failure.getClass().getName();
    }
    text = text.replace('\n', ' ').replace('\r', ' ');
    return text.length() > MAX_MESSAGE_CHARS ? text.substring(0, MAX_MESSAGE_CHARS) : text;
  }
}
