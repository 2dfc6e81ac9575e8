package io.opsagent.storage;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * Which node of a supervisor rows belong to. Walks over the tables by id, some thousand rows a
 * transaction, so that nobody who writes waits for long; no index is needed for what happens once
 * in the life of a node.
 */
final class NodeRows {
  private static final long IDS_OF_STEP = 10_000;
  private static final List<String> TABLES = List.of("service_log", "aggregation_log");

  private final DatabaseAccess database;

  NodeRows(DatabaseAccess database) {
    this.database = database;
  }

  /** Gives a node the rows of a service that have none; returns how many. */
  long adopt(String service, String nodeId) {
    return walk(
        "SET node_id = ? WHERE service = ? AND node_id IS NULL",
        List.of(TextColumn.fit(nodeId, 100), TextColumn.fit(service, 100)));
  }

  /** Takes the rows of a node from it; they keep the service that wrote them. */
  long release(String nodeId) {
    return walk("SET node_id = NULL WHERE node_id = ?", List.of(TextColumn.fit(nodeId, 100)));
  }

  private long walk(String change, List<String> values) {
    long changed = 0;
    for (String table : TABLES) {
      long last = id(table, "MAX");
      for (long from = id(table, "MIN"); from <= last; from += IDS_OF_STEP) {
        long begin = from;
        changed +=
            database.inTransaction(
                "write to", handle -> step(handle, table, change, values, begin));
      }
    }
    return changed;
  }

  private static int step(
      Handle handle, String table, String change, List<String> values, long begin) {
    Update update =
        handle.createUpdate("UPDATE " + table + " " + change + " AND id >= ? AND id < ?");
    int position = 0;
    for (String value : values) {
      update.bind(position++, value);
    }
    return update.bind(position, begin).bind(position + 1, begin + IDS_OF_STEP).execute();
  }

  /** The lowest or highest id; -1 and 0 of an empty table, which makes no step. */
  private long id(String table, String which) {
    long ifEmpty = which.equals("MAX") ? -1 : 0;
    return database.use(
        "read from",
        handle ->
            handle
                .createQuery("SELECT " + which + "(id) FROM " + table)
                .mapTo(Long.class)
                .findOne()
                .orElse(ifEmpty));
  }
}
