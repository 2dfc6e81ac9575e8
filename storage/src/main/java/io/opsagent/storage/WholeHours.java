package io.opsagent.storage;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Deletes what is too old of a table that counts by the hour ({@code hour_micros}). */
final class WholeHours {
  private WholeHours() {}

  /**
   * Deletes the oldest hours, each as a whole: they have a bound of their own.
   *
   * @param table name of the table
   * @param rows about how many of them
   * @return rows deleted, in the transaction of the handle
   */
  static int deleteOlderThan(Handle handle, String table, Instant time, int rows) {
    List<Long> hours =
        handle
            .createQuery(
                "SELECT hour_micros FROM "
                    + table
                    + " WHERE hour_micros < ? ORDER BY hour_micros LIMIT ?")
            .bind(0, Micros.of(time))
            .bind(1, rows)
            .mapTo(Long.class)
            .list();
    return hours.isEmpty()
        ? 0
        : handle
            .createUpdate("DELETE FROM " + table + " WHERE hour_micros <= ?")
            .bind(0, hours.get(hours.size() - 1))
            .execute();
  }
}
