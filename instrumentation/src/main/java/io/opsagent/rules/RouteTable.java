package io.opsagent.rules;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The routes that have statistics of their own: a hard cap, and one bucket for all that came later
 * (instrumentation.md 5.1). Routes never leave the table, so an answer for a route is the same for
 * the life of the JVM unless it is {@link #OTHER}.
 *
 * <p>Guessed routes get at most half of the table: a scanner that asks for thousands of paths must
 * not push out the routes that a framework will name later.
 *
 * <p>Any thread may ask; reading takes no lock.
 */
public final class RouteTable {
  /** The bucket for routes beyond the cap. */
  public static final String OTHER = "(other)";

  private static final int MAX_ROUTE_CHARS = 512;

  private final ConcurrentMap<String, String> routes = new ConcurrentHashMap<String, String>();
  private final AtomicInteger taken = new AtomicInteger();
  private final LongAdder leftOut = new LongAdder();
  private final int maxRoutes;

  /**
   * Makes an empty table.
   *
   * @param maxRoutes most distinct routes, without the bucket
   */
  public RouteTable(int maxRoutes) {
    this.maxRoutes = maxRoutes;
  }

  /**
   * Returns the route if it has or gets a place, else {@link #OTHER}.
   *
   * @param route pattern that a framework named
   */
  public String admit(String route) {
    return admit(route, maxRoutes);
  }

  /**
   * Returns the route if it has or gets a place, else {@link #OTHER}.
   *
   * @param route result of {@link RouteCollapser#collapse}
   */
  public String admitGuess(String route) {
    return admit(route, (maxRoutes + 1) / 2);
  }

  private String admit(String route, int cap) {
    String known = routes.get(route);
    if (known != null) {
      return known;
    }
    if (route.length() <= MAX_ROUTE_CHARS && takePlace(cap)) {
      String before = routes.putIfAbsent(route, route);
      if (before == null) {
        return route;
      }
      taken.decrementAndGet();
      return before;
    }
    leftOut.increment();
    return OTHER;
  }

  private boolean takePlace(int cap) {
    while (true) {
      int count = taken.get();
      if (count >= cap) {
        return false;
      }
      if (taken.compareAndSet(count, count + 1)) {
        return true;
      }
    }
  }

  /** Returns the number of routes that have a place. */
  public int size() {
    return routes.size();
  }

  /** Returns how many times a route was answered with {@link #OTHER}. */
  public long leftOut() {
    return leftOut.sum();
  }
}
