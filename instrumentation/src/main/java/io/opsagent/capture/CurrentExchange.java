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
  private static final ThreadLocal<@Nullable AtomicReferenceArray<@Nullable Exchange>> BOUND =
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
    AtomicReferenceArray<@Nullable Exchange> bound = BOUND.get();
    Exchange exchange = bound == null ? null : bound.get(0);
    return exchange == null || exchange.isEnded() ? null : exchange;
  }

  private static @Nullable Exchange bind(@Nullable Exchange wanted) {
    Exchange exchange = wanted == null || wanted.isEnded() ? null : wanted;
    AtomicReferenceArray<@Nullable Exchange> bound = BOUND.get();
    if (bound == null) {
      if (exchange == null) {
        return null;
      }
      bound = new AtomicReferenceArray<>(1);
      BOUND.set(bound);
    }
    Exchange before = bound.get(0);
    if (exchange != null) {
      exchange.boundIn = bound;
    }
    bound.lazySet(0, exchange);
    return before;
  }

  /** Takes an exchange that is over off the thread that it is bound to. Any thread. */
  static void unbind(Exchange exchange) {
    AtomicReferenceArray<@Nullable Exchange> bound = exchange.boundIn;
    if (bound != null) {
      exchange.boundIn = null;
      // Not what that thread has bound meanwhile.
      bound.compareAndSet(0, exchange, null);
    }
  }
}
