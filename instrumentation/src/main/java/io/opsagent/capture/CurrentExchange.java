package io.opsagent.capture;

import org.jspecify.annotations.Nullable;

/**
 * The exchange that the current thread serves, while it serves it. The thread local's value is an
 * array of the JDK, so that a thread of the application that outlives its web application keeps no
 * class of anybody alive; it is empty between requests.
 */
public final class CurrentExchange {
  private static final ThreadLocal<@Nullable Exchange[]> BOUND = new ThreadLocal<>();

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

  /** The exchange bound to this thread, or null. */
  public static @Nullable Exchange get() {
    @Nullable Exchange[] bound = BOUND.get();
    return bound == null ? null : bound[0];
  }

  private static @Nullable Exchange bind(@Nullable Exchange exchange) {
    @Nullable Exchange[] bound = BOUND.get();
    if (bound == null) {
      if (exchange == null) {
        return null;
      }
      bound = new Exchange[1];
      BOUND.set(bound);
    }
    Exchange before = bound[0];
    bound[0] = exchange;
    return before;
  }
}
