package io.opsagent.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of the time a walk still has before it, and in which direction it goes. Immutable.
 *
 * @param fromMicros first microsecond
 * @param toMicros last microsecond
 * @param newestFirst direction
 * @param after the row behind which it begins, or null
 */
record TimeRange(
    long fromMicros, long toMicros, boolean newestFirst, @Nullable ServiceLogKey after) {

  /** What is behind a row. */
  TimeRange behind(ServiceLogKey row) {
    return newestFirst
        ? new TimeRange(fromMicros, Math.min(toMicros, row.timeMicros()), true, row)
        : new TimeRange(Math.max(fromMicros, row.timeMicros()), toMicros, false, row);
  }

  /** What is up to a row, that row included. */
  TimeRange upTo(ServiceLogKey row) {
    return newestFirst
        ? new TimeRange(Math.max(fromMicros, row.timeMicros()), toMicros, true, after)
        : new TimeRange(fromMicros, Math.min(toMicros, row.timeMicros()), false, after);
  }

  void addTo(Conditions conditions) {
    // Not as one comparison of a pair: H2 and MariaDB find no place in an index by it.
    conditions.within("time_micros", fromMicros, toMicros);
    if (after != null) {
      String beyond = newestFirst ? " < ?" : " > ?";
      conditions.addAll(
          "(time_micros" + beyond + " OR id" + beyond + ")",
          List.of(after.timeMicros(), after.id()));
    }
  }

  /** " DESC" or " ASC". */
  String direction() {
    return newestFirst ? " DESC" : " ASC";
  }
}
