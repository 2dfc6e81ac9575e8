package io.opsagent.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What the repositories of access have in common. */
final class Rows {
  private Rows() {}

  /** A time that may be absent. */
  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    long micros = row.getLong(column);
    return row.wasNull() ? null : Micros.toInstant(micros);
  }

  /** A time as it is stored; null for null. */
  static @Nullable Long micros(@Nullable Instant time) {
    return time == null ? null : (Long) Micros.of(time);
  }

  /** Fails when a table is full. */
  static void checkRoom(Handle handle, String table, int maxRows, String way) {
    long rows = handle.createQuery("SELECT COUNT(*) FROM " + table).mapTo(Long.class).one();
    if (rows >= maxRows) {
      throw new IllegalStateException(
          "There are " + rows + " already, and at most " + maxRows + " are kept. " + way);
    }
  }

  /**
   * Deletes the oldest rows that a condition selects, by id, which needs no engine's own words.
   *
   * @param condition with one {@code ?} for each time
   * @param order column with an index, so that not the whole table is read
   */
  static int deleteSome(
      Handle handle,
      String table,
      String condition,
      String order,
      Instant time,
      int times,
      int maxRows) {
    var query =
        handle.createQuery(
            "SELECT id FROM " + table + " WHERE " + condition + " ORDER BY " + order + " LIMIT ?");
    for (int i = 0; i < times; i++) {
      query.bind(i, Micros.of(time));
    }
    List<Long> ids = query.bind(times, maxRows).mapTo(Long.class).list();
    for (Long id : ids) {
      handle.createUpdate("DELETE FROM " + table + " WHERE id = ?").bind(0, id).execute();
    }
    return ids.size();
  }
}
