package io.opsagent.storage;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Reads and deletes whole rows of a table that the database numbers.
 *
 * @param name of the table
 * @param words what the rows are, in the plural, for messages
 * @param mapper of a row with all columns
 */
record NumberedTable<T>(DatabaseAccess database, String name, String words, RowMapper<T> mapper) {

  /** The row with this id. */
  Optional<T> find(long id) {
    return find("id", id);
  }

  /** The row with this value in a column of which there is one at most. */
  Optional<T> find(String column, Object value) {
    return database.use("read " + words + " from", handle -> find(handle, column, value));
  }

  /** The same on a handle that is open. */
  Optional<T> find(Handle handle, String column, Object value) {
    return handle
        .createQuery("SELECT * FROM " + name + " WHERE " + column + " = ?")
        .bind(0, value)
        .map(mapper)
        .findOne();
  }

  /** The newest rows with smaller ids. */
  List<T> list(long beforeId, int limit) {
    return list(null, "", beforeId, limit);
  }

  /** The same of rows with this value in a column; all without a column. */
  List<T> list(@Nullable String column, Object value, long beforeId, int limit) {
    String condition = column == null ? "" : " AND " + column + " = :value";
    return database.use(
        "read " + words + " from",
        handle -> {
          Query query =
              handle.createQuery(
                  "SELECT * FROM "
                      + name
                      + " WHERE id < :before"
                      + condition
                      + " ORDER BY id DESC LIMIT :limit");
          if (column != null) {
            query.bind("value", value);
          }
          return query.bind("before", beforeId).bind("limit", limit).map(mapper).list();
        });
  }

  /** Deletes the row with this id, if there is one. */
  boolean delete(long id) {
    return database.inTransaction(
        "write to",
        handle ->
            handle.createUpdate("DELETE FROM " + name + " WHERE id = ?").bind(0, id).execute() > 0);
  }
}
