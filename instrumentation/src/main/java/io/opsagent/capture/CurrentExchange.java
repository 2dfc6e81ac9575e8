package io.opsagent.capture;

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

  /** When the call to a database that is under way began, a Long of {@link System#nanoTime}. */
  private static final int CALL = 1;

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
      bound = new AtomicReferenceArray<>(SLOTS);
      BOUND.set(bound);
    }
    Exchange before = (Exchange) bound.get(EXCHANGE);
    if (exchange != null) {
      exchange.boundIn = bound;
      if (exchange != before) {
        // No request begins within a call to a database: one that seems to go on lost its end.
        bound.lazySet(CALL, null);
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
      bound = new AtomicReferenceArray<>(SLOTS);
      BOUND.set(bound);
    }
    Object began = bound.get(CALL);
    if (began != null && nowNanos - (Long) began < MAX_CALL_NANOS) {
      return false;
    }
    bound.lazySet(CALL, nowNanos);
    return true;
  }

  /** Ends the outermost call of this thread. */
  public static void exitCall() {
    AtomicReferenceArray<@Nullable Object> bound = BOUND.get();
    if (bound != null) {
      bound.lazySet(CALL, null);
    }
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
