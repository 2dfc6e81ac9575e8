package io.opsagent.storage;

import java.util.Comparator;

/**
 * Where a row stands in the order of time: what a page by key begins behind.
 *
 * @param timeMicros arrival, microseconds since 1970 in UTC
 * @param id key of the row; tells rows of one microsecond apart
 */
public record ServiceLogKey(long timeMicros, long id) {
  static final Comparator<ServiceLogKey> OLDEST_FIRST =
      Comparator.comparingLong(ServiceLogKey::timeMicros).thenComparingLong(ServiceLogKey::id);

  /** The place of a row that was read. */
  public static ServiceLogKey of(ServiceLog log) {
    return new ServiceLogKey(Micros.of(log.time()), log.id());
  }
}
