package io.opsagent.storage;

import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a page.
 *
 * @param ids in the order that was asked for
 * @param isComplete false when the time was over before
 */
record FoundRows(List<Long> ids, boolean isComplete) {
  /** Rows that are asked for at a time; each costs 16 bytes while a page is sought. */
  private static final int MOST_ROWS = 5_000;

  /** In the order of time; what was found when the time is over. */
  static FoundRows byTime(
      SearchRun run, ServiceLogSelection selection, TimeRange range, long offset, int limit) {
    List<Long> ids = new ArrayList<>();
    long passed = 0;
    try {
      ServiceLogSearch search = new ServiceLogSearch(run, selection, range);
      while (ids.size() < limit && !search.isExhausted()) {
        long wanted = Math.max(0, offset - passed) + limit - ids.size();
        for (ServiceLogKey key : search.next((int) Math.min(MOST_ROWS, Math.max(1, wanted)))) {
          if (passed++ >= offset && ids.size() < limit) {
            ids.add(key.id());
          }
        }
      }
      return new FoundRows(ids, true);
    } catch (SearchRun.TimeOver e) {
      return new FoundRows(ids, false);
    }
  }

  /**
   * In an order that no index has: all rows that pass are sorted; nothing when the time is over.
   *
   * @param order at least one term
   */
  static FoundRows sorted(
      SearchRun run,
      ServiceLogSelection selection,
      List<ServiceLogOrder> order,
      long offset,
      int limit) {
    Conditions all = selection.all();
    List<String> terms = new ArrayList<>();
    order.forEach(term -> terms.add(column(term.column()) + direction(term)));
    terms.add("id" + direction(order.get(0)));
    List<Object> values = all.values();
    values.add(limit);
    values.add(offset);
    try {
      return new FoundRows(
          run.numbers(
              "SELECT id FROM service_log"
                  + all.where()
                  + " ORDER BY "
                  + String.join(", ", terms)
                  + " LIMIT ? OFFSET ?",
              values),
          true);
    } catch (SearchRun.TimeOver e) {
      return new FoundRows(List.of(), false);
    }
  }

  /**
   * How many there are.
   *
   * @param max up to which they are counted
   */
  static ServiceLogCount count(SearchRun run, ServiceLogSelection selection, long max) {
    long counted = 0;
    try {
      ServiceLogSearch search = new ServiceLogSearch(run, selection, selection.range(true, null));
      while (!search.isExhausted()) {
        long wanted = max == Long.MAX_VALUE ? MOST_ROWS : max + 1 - counted;
        counted += search.next((int) Math.min(MOST_ROWS, wanted)).size();
        if (counted > max) {
          return new ServiceLogCount(max, false);
        }
      }
      return new ServiceLogCount(counted, true);
    } catch (SearchRun.TimeOver e) {
      return new ServiceLogCount(counted, false);
    }
  }

  private static String column(ServiceLogOrder.Column column) {
    return switch (column) {
      case TIME -> "time_micros";
      case DURATION -> "duration_micros";
      case IN_TRAFFIC -> "in_traffic_bytes";
      case OUT_TRAFFIC -> "out_traffic_bytes";
      // Engines disagree on where nulls stand; here they are the smallest.
      case LENGTH -> "COALESCE(length_bytes, -1)";
    };
  }

  private static String direction(ServiceLogOrder term) {
    return term.descending() ? " DESC" : " ASC";
  }
}
