package io.opsagent.storage;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;

/** The service logs in table {@code service_log} of any engine that the schema exists for. */
final class JdbiServiceLogRepository implements ServiceLogRepository {
  /** Rows read or written by one statement: parameters are limited on some engines. */
  private static final int CHUNK_ROWS = 500;

  private final DatabaseAccess database;

  JdbiServiceLogRepository(DatabaseAccess database) {
    this.database = database;
  }

  @Override
  public void insert(List<ServiceLog> logs) {
    if (logs.isEmpty()) {
      return;
    }
    database.inTransaction("write service logs to", handle -> insert(handle, logs));
  }

  @Override
  public void insertOnce(UUID batch, List<ServiceLog> logs) {
    if (logs.isEmpty()) {
      return;
    }
    database.inTransaction(
        "write service logs to",
        handle -> {
          if (isWritten(handle, batch)) {
            return 0;
          }
          handle
              .createUpdate("INSERT INTO written_batch (batch_id, written_micros) VALUES (?, ?)")
              .bind(0, batch.toString())
              .bind(1, Micros.of(Instant.now()))
              .execute();
          return insert(handle, logs);
        });
  }

  private static boolean isWritten(Handle handle, UUID batch) {
    return handle
        .createQuery("SELECT COUNT(*) FROM written_batch WHERE batch_id = ?")
        .bind(0, batch.toString())
        .mapTo(Long.class)
        .one()
        .equals(1L);
  }

  @Override
  public Optional<ServiceLog> find(String service, long id) {
    return database.use(
        "read a service log from",
        handle ->
            handle
                .createQuery(ServiceLogTable.SELECT + " WHERE id = ? AND service = ?")
                .bind(0, id)
                .bind(1, TextColumn.fit(service, ServiceLogTable.SERVICE_CHARS))
                .map((row, context) -> ServiceLogTable.read(row))
                .findOne());
  }

  @Override
  public List<ServiceLog> list(
      ServiceLogFilter filter, List<ServiceLogOrder> order, long offset, int limit) {
    if (order.isEmpty()) {
      throw new IllegalArgumentException("order: at least one term is needed");
    }
    if (offset < 0) {
      throw new IllegalArgumentException("offset: " + offset + " is below 0");
    }
    if (limit < 1) {
      throw new IllegalArgumentException("limit: " + limit + " is below 1");
    }
    ServiceLogQuery query = new ServiceLogQuery(filter);
    String sql =
        "SELECT id FROM service_log" + query.where() + query.orderBy(order) + " LIMIT ? OFFSET ?";
    return database.use(
        "list the service logs of",
        handle -> {
          // First the ids alone: what is sorted and skipped stays small, however wide the rows are.
          Query ids = bind(handle.createQuery(sql), query.values());
          ids.bind(query.values().size(), limit).bind(query.values().size() + 1, offset);
          return read(handle, ids.mapTo(Long.class).list());
        });
  }

  @Override
  public long count(ServiceLogFilter filter) {
    ServiceLogQuery query = new ServiceLogQuery(filter);
    return database.use(
        "count the service logs of",
        handle ->
            bind(
                    handle.createQuery("SELECT COUNT(*) FROM service_log" + query.where()),
                    query.values())
                .mapTo(Long.class)
                .one());
  }

  private static int insert(Handle handle, List<ServiceLog> logs) throws SQLException {
    try (PreparedStatement insert =
        handle.getConnection().prepareStatement(ServiceLogTable.INSERT)) {
      int pending = 0;
      for (ServiceLog log : logs) {
        ServiceLogTable.bind(insert, log);
        insert.addBatch();
        if (++pending == CHUNK_ROWS) {
          insert.executeBatch();
          pending = 0;
        }
      }
      if (pending > 0) {
        insert.executeBatch();
      }
    }
    return logs.size();
  }

  private static List<ServiceLog> read(Handle handle, List<Long> ids) {
    Map<Long, ServiceLog> rows = new HashMap<>();
    for (int from = 0; from < ids.size(); from += CHUNK_ROWS) {
      List<Long> chunk = ids.subList(from, Math.min(ids.size(), from + CHUNK_ROWS));
      String sql = ServiceLogTable.SELECT + " WHERE id IN (" + parameters(chunk.size()) + ")";
      bind(handle.createQuery(sql), chunk)
          .map((row, context) -> ServiceLogTable.read(row))
          .forEach(log -> rows.put(log.id(), log));
    }
    List<ServiceLog> page = new ArrayList<>(ids.size());
    for (Long id : ids) {
      ServiceLog log = rows.get(id);
      // Null when it was deleted between the two statements.
      if (log != null) {
        page.add(log);
      }
    }
    return page;
  }

  private static <S extends SqlStatement<S>> S bind(S statement, List<? extends Object> values) {
    for (int i = 0; i < values.size(); i++) {
      statement.bind(i, values.get(i));
    }
    return statement;
  }

  private static String parameters(int count) {
    return String.join(", ", Collections.nCopies(count, "?"));
  }
}
