package io.opsagent.server.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Requests that are being served. Immutable.
 *
 * @param time when, ISO 8601
 * @param count how many there are
 * @param items the oldest ones first
 */
public record InFlight(String time, int count, List<Item> items) {
  /** Copies the list. */
  public InFlight {
    items = List.copyOf(items);
  }

  /**
   * One request.
   *
   * @param ageMillis since its arrival
   * @param method as sent, empty while nobody knows it
   * @param path masked, without query; empty while nobody knows it
   * @param route pattern, or null
   * @param thread masked name of the thread that took it
   * @param threadId of this thread
   * @param state of the thread, or null
   * @param stack where the thread stands now, the current frame first; null when it does not serve
   *     this request any more: it is a virtual one, has gone on to a younger request, or the
   *     request goes on asynchronously
   */
  public record Item(
      long ageMillis,
      String method,
      String path,
      @Nullable String route,
      String thread,
      long threadId,
      @Nullable String state,
      @Nullable List<String> stack) {}
}
