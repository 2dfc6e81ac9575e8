package io.opsagent.capture;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The exchange that the current thread serves, while it serves it. The thread local's value is an
 * array of the JDK, so that a thread of the application that outlives its web application keeps no
 * class of anybody alive; it is empty between requests.
 *
 * <p>An exchange leaves the thread when its section ends, or before that when the exchange itself
 * ends: when capture is switched off in between, nobody says that the section is over.
 */
public final class CurrentExchange {
  private static final int EXCHANGE = 0;

  /**
   * A {@code long[1]} that stays with the thread, so that a call makes no object: when the call to
   * a database that is under way began, of {@link System#nanoTime}, or {@link #NO_CALL}.
   */
  private static final int CALL = 1;

  private static final long NO_CALL = 0;

  private static final int SLOTS = 2;

  /** A call that has not ended by then has lost its end, because advice was switched meanwhile. */
  private static final long MAX_CALL_NANOS = 600_000_000_000L;

  private static final ThreadLocal<@Nullable AtomicReferenceArray<@Nullable Object>> BOUND =
      new ThreadLocal<>();

  private static final Object NOTHING_BOUND = new Object();

  private CurrentExchange() {}

  /**
   * Binds an exchange for a section of the container's code, or unbinds with null. What it returns
   * goes to {@link #exit} at the end of the section, on the same thread; it is never null.
   */
  public static Object enter(@Nullable Exchange exchange) {
    Exchange before = bind(exchange);
    return before == null ? NOTHING_BOUND : before;
  }

  /**
   * Ends the section and restores what was bound before it.
   *
   * @param entered what {@link #enter} returned; null, when the enter side failed or was not woven
   *     yet, leaves everything as it is
   */
  public static void exit(@Nullable Object entered) {
    if (entered != null) {
      bind(entered == NOTHING_BOUND ? null : (Exchange) entered);
    }
  }

  /** The exchange bound to this thread, or null; also null once that exchange has ended. */
  public static @Nullable Exchange get() {
    AtomicReferenceArray<@Nullable Object> bound = BOUND.get();
    Exchange exchange = bound == null ? null : (Exchange) bound.get(EXCHANGE);
    return exchange == null || exchange.isEnded() ? null : exchange;
  }

  private static @Nullable Exchange bind(@Nullable Exchange wanted) {
    Exchange exchange = wanted == null || wanted.isEnded() ? null : wanted;
    AtomicReferenceArray<@Nullable Object> bound = BOUND.get();
    if (bound == null) {
      if (exchange == null) {
        return null;
      }
      bound = bindNothing();
    }
    Exchange before = (Exchange) bound.get(EXCHANGE);
    if (exchange != null) {
      exchange.boundIn = bound;
      if (exchange != before) {
        // No request begins within a call to a database: one that seems to go on lost its end.
        callOf(bound)[0] = NO_CALL;
      }
    }
    bound.lazySet(EXCHANGE, exchange);
    return before;
  }

  /**
   * Begins a call to a database on this thread. Calls nest, as a driver calls itself and a pool its
   * driver; only the outermost is counted.
   *
   * @param nowNanos {@link System#nanoTime}
   * @return whether it is the outermost; only then {@link #exitCall} has to follow, on this thread
   */
  public static boolean enterCall(long nowNanos) {
    AtomicReferenceArray<@Nullable Object> bound = BOUND.get();
    if (bound == null) {
      bound = bindNothing();
    }
    long[] call = callOf(bound);
    if (call[0] != NO_CALL && nowNanos - call[0] < MAX_CALL_NANOS) {
      return false;
    }
    call[0] = nowNanos == NO_CALL ? NO_CALL + 1 : nowNanos;
    return true;
  }

  /** Ends the outermost call of this thread. */
  public static void exitCall() {
    AtomicReferenceArray<@Nullable Object> bound = BOUND.get();
    if (bound != null) {
      callOf(bound)[0] = NO_CALL;
    }
  }

  private static AtomicReferenceArray<@Nullable Object> bindNothing() {
    AtomicReferenceArray<@Nullable Object> bound = new AtomicReferenceArray<>(SLOTS);
    bound.lazySet(CALL, new long[1]);
    BOUND.set(bound);
    return bound;
  }

  private static long[] callOf(AtomicReferenceArray<@Nullable Object> bound) {
    return (long[]) Objects.requireNonNull(bound.get(CALL));
  }

  /** Takes an exchange that is over off the thread that it is bound to. Any thread. */
  static void unbind(Exchange exchange) {
    AtomicReferenceArray<@Nullable Object> bound = exchange.boundIn;
    if (bound != null) {
      exchange.boundIn = null;
      // Not what that thread has bound meanwhile.
      bound.compareAndSet(EXCHANGE, exchange, null);
    }
  }
}
