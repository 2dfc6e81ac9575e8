package io.opsagent.storage;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jdbi.v3.core.statement.Update;

/**
 * Deletes the oldest rows of the tables that grow with the traffic, some in each transaction. In
 * two statements each, because not every engine deletes with a limit; by key, so that MariaDB locks
 * no gap that a writer wants to insert into.
 */
final class OldRows {
  private final DatabaseAccess database;

  OldRows(DatabaseAccess database) {
    this.database = database;
  }

  /**
   * Deletes service logs that arrived before a time.
   *
   * @param isVolatile which kind of them
   * @param rows at most, 1 to {@link BatchPace#MAX_ROWS}
   * @return rows deleted; fewer when there are no more
   */
  int serviceLogs(boolean isVolatile, Instant before, int rows) {
    return database.inTransaction(
        "delete old service logs from",
        handle -> {
          List<Long> ids =
              handle
                  .createQuery(
                      "SELECT id FROM service_log WHERE is_volatile = ? AND time_micros < ?"
                          + " ORDER BY is_volatile, time_micros, id LIMIT ?")
                  .bind(0, isVolatile)
                  .bind(1, Micros.of(before))
                  .bind(2, rows)
                  .mapTo(Long.class)
                  .list();
          return ids.isEmpty()
              ? 0
              : execute(
                  handle.createUpdate(
                      "DELETE FROM service_log WHERE id IN (" + parameters(ids.size()) + ")"),
                  ids);
        });
  }

  /** Deletes service logs by their key; all in one transaction. */
  int serviceLogs(List<Long> ids) {
    return database.inTransaction(
        "delete service logs from",
        handle ->
            execute(
                handle.createUpdate(
                    "DELETE FROM service_log WHERE id IN (" + parameters(ids.size()) + ")"),
                ids));
  }

  /** As {@link #serviceLogs}, of the numbers of batches that were written before a time. */
  int writtenBatches(Instant before, int rows) {
    return database.inTransaction(
        "delete old batch numbers from",
        handle -> {
          List<String> ids =
              handle
                  .createQuery(
                      "SELECT batch_id FROM written_batch WHERE written_micros < ?"
                          + " ORDER BY written_micros LIMIT ?")
                  .bind(0, Micros.of(before))
                  .bind(1, rows)
                  .mapTo(String.class)
                  .list();
          return ids.isEmpty()
              ? 0
              : execute(
                  handle.createUpdate(
                      "DELETE FROM written_batch WHERE batch_id IN ("
                          + parameters(ids.size())
                          + ")"),
                  ids);
        });
  }

  /** Rows of {@code service_log}; on H2 without reading them. */
  long countServiceLogs() {
    return database.use(
        "count the service logs of",
        handle -> handle.createQuery("SELECT COUNT(*) FROM service_log").mapTo(Long.class).one());
  }

  private static int execute(Update update, List<? extends Object> keys) {
    for (int i = 0; i < keys.size(); i++) {
      update.bind(i, keys.get(i));
    }
    return update.execute();
  }

  private static String parameters(int count) {
    return String.join(", ", Collections.nCopies(count, "?"));
  }
}
