package io.opsagent.capture;

import org.jspecify.annotations.Nullable;

/**
 * The exchange that the current thread serves, while it serves it. The thread local's value is an
 * array of the JDK, so that a thread of the application that outlives its web application keeps no
 * class of anybody alive; it is empty between requests.
 */
public final class CurrentExchange {
  private static final ThreadLocal<@Nullable Exchange[]> BOUND = new ThreadLocal<>();

  private CurrentExchange() {}

  /** The exchange bound to this thread, or null. */
  public static @Nullable Exchange get() {
    @Nullable Exchange[] bound = BOUND.get();
    return bound == null ? null : bound[0];
  }

  /** Binds an exchange, or unbinds with null. Returns what was bound before, to be restored. */
  public static @Nullable Exchange bind(@Nullable Exchange exchange) {
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
