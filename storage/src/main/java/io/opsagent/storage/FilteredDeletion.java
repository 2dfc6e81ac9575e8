package io.opsagent.storage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Deletes the rows of a selection: finds some thousands of them at a time, and deletes these in
 * transactions of the size that {@link BatchPace} says. For one thread.
 */
final class FilteredDeletion {
  private static final int ROWS_PER_SEARCH = 5_000;

  private final DatabaseAccess database;
  private final OldRows rows;
  private final ServiceLogSelection selection;
  private final LongSupplier nanoTime;
  private final BatchPace pace = new BatchPace();

  /**
   * A deletion that has not begun.
   *
   * @param nanoTime a clock that only goes forward, nanoseconds
   */
  FilteredDeletion(DatabaseAccess database, ServiceLogSelection selection, LongSupplier nanoTime) {
    this.database = database;
    this.rows = new OldRows(database);
    this.selection = selection;
    this.nanoTime = nanoTime;
  }

  ServiceLogDeletion run(Duration maxTime) {
    long deadlineNanos = nanoTime.getAsLong() + maxTime.toNanos();
    TimeRange range = selection.range(true, null);
    long deleted = 0;
    while (true) {
      Found found = find(range, deadlineNanos);
      for (int from = 0; from < found.keys.size(); ) {
        if (nanoTime.getAsLong() - deadlineNanos >= 0) {
          return new ServiceLogDeletion(deleted, false);
        }
        int to = Math.min(found.keys.size(), from + pace.rows());
        deleted += delete(found.keys.subList(from, to));
        from = to;
      }
      if (found.isLast || found.isTimeOver) {
        return new ServiceLogDeletion(deleted, found.isLast);
      }
      range = range.behind(found.keys.get(found.keys.size() - 1));
    }
  }

  private int delete(List<ServiceLogKey> keys) {
    long start = nanoTime.getAsLong();
    int deleted = rows.serviceLogs(keys.stream().map(ServiceLogKey::id).toList());
    pace.took(deleted, nanoTime.getAsLong() - start);
    return deleted;
  }

  /** The connection is given back before anything is deleted: others wait for one, too. */
  private Found find(TimeRange range, long deadlineNanos) {
    return database.use(
        "find service logs in",
        handle -> {
          List<ServiceLogKey> keys = new ArrayList<>();
          try {
            ServiceLogSearch search =
                new ServiceLogSearch(new SearchRun(handle, deadlineNanos), selection, range);
            while (keys.size() < ROWS_PER_SEARCH && !search.isExhausted()) {
              keys.addAll(search.next(ROWS_PER_SEARCH - keys.size()));
            }
            return new Found(keys, keys.size() < ROWS_PER_SEARCH, false);
          } catch (SearchRun.TimeOver e) {
            return new Found(keys, false, true);
          }
        });
  }

  /**
   * Rows to delete.
   *
   * @param isLast whether there are no more
   * @param isTimeOver whether the search was cut
   */
  private record Found(List<ServiceLogKey> keys, boolean isLast, boolean isTimeOver) {}
}
