package io.opsagent.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** The service logs in table {@code service_log} of any engine that the schema exists for. */
final class JdbiServiceLogRepository implements ServiceLogRepository {
  /** Rows read or written by one statement: parameters are limited on some engines. */
  private static final int CHUNK_ROWS = 500;

  /** The kinds of rows are read anew when the database was exchanged under the agent. */
  private static final int MAX_ATTEMPTS = 3;

  private static final String LIST = "list the service logs of";

  private final DatabaseAccess database;
  private final ServiceLogKinds kinds;

  JdbiServiceLogRepository(DatabaseAccess database) {
    this.database = database;
    this.kinds = new ServiceLogKinds(database);
  }

  @Override
  public void insert(List<ServiceLog> logs) {
    if (logs.isEmpty()) {
      return;
    }
    write(handle -> true, logs);
  }

  @Override
  public void insertOnce(UUID batch, List<ServiceLog> logs) {
    if (logs.isEmpty()) {
      return;
    }
    write(
        handle -> {
          if (isWritten(handle, batch)) {
            return false;
          }
          handle
              .createUpdate("INSERT INTO written_batch (batch_id, written_micros) VALUES (?, ?)")
              .bind(0, batch.toString())
              .bind(1, Micros.of(Instant.now()))
              .execute();
          return true;
        },
        logs);
  }

  /**
   * Inserts all rows in one transaction.
   *
   * @param first whether they are inserted; in the same transaction
   */
  private void write(DatabaseAccess.Work<Boolean> first, List<ServiceLog> logs) {
    for (int attempt = 0; ; attempt++) {
      List<Long> numbers = kinds.of(logs);
      boolean known =
          database.inTransaction(
              "write service logs to",
              handle -> {
                if (!kinds.areIn(handle)) {
                  return false;
                }
                if (first.on(handle)) {
                  insert(handle, logs, numbers);
                }
                return true;
              });
      if (known) {
        return;
      }
      if (attempt == MAX_ATTEMPTS) {
        throw new StorageException(
            "Could not write service logs: the operations database loses what was written to it.");
      }
    }
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
  public ServiceLogPage page(
      ServiceLogFilter filter,
      List<ServiceLogOrder> order,
      long offset,
      int limit,
      Duration maxTime) {
    if (order.isEmpty()) {
      throw new IllegalArgumentException("order: at least one term is needed");
    }
    if (offset < 0) {
      throw new IllegalArgumentException("offset: " + offset + " is below 0");
    }
    checkLimit(limit);
    ServiceLogSelection selection = new ServiceLogSelection(filter);
    long deadlineNanos = System.nanoTime() + maxTime.toNanos();
    boolean byTime = order.size() == 1 && order.get(0).column() == ServiceLogOrder.Column.TIME;
    TimeRange range = selection.range(order.get(0).descending(), null);
    return database.use(
        LIST,
        handle -> {
          SearchRun run = new SearchRun(handle, deadlineNanos);
          FoundRows found =
              byTime
                  ? FoundRows.byTime(run, selection, range, offset, limit)
                  : FoundRows.sorted(run, selection, order, offset, limit);
          return new ServiceLogPage(read(handle, found.ids()), found.isComplete());
        });
  }

  @Override
  public ServiceLogPage pageAfter(
      ServiceLogFilter filter,
      boolean newestFirst,
      ServiceLogKey after,
      int limit,
      Duration maxTime) {
    checkLimit(limit);
    ServiceLogSelection selection = new ServiceLogSelection(filter);
    long deadlineNanos = System.nanoTime() + maxTime.toNanos();
    TimeRange range = selection.range(newestFirst, after);
    return database.use(
        LIST,
        handle -> {
          SearchRun run = new SearchRun(handle, deadlineNanos);
          FoundRows found = FoundRows.byTime(run, selection, range, 0, limit);
          return new ServiceLogPage(read(handle, found.ids()), found.isComplete());
        });
  }

  private static void checkLimit(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit: " + limit + " is below 1");
    }
  }

  @Override
  public ServiceLogCount count(ServiceLogFilter filter, long max, Duration maxTime) {
    if (max < 0) {
      throw new IllegalArgumentException("max: " + max + " is below 0");
    }
    ServiceLogSelection selection = new ServiceLogSelection(filter);
    long deadlineNanos = System.nanoTime() + maxTime.toNanos();
    return database.use(
        "count the service logs of",
        handle -> FoundRows.count(new SearchRun(handle, deadlineNanos), selection, max));
  }

  @Override
  public ServiceLogScan scan(
      ServiceLogFilter filter, int maxRows, Duration maxTime, Consumer<ServiceLogFacts> facts) {
    checkLimit(maxRows);
    ServiceLogSelection selection = new ServiceLogSelection(filter);
    long deadlineNanos = System.nanoTime() + maxTime.toNanos();
    return database.use(
        "read the service logs of",
        handle -> FactScan.run(new SearchRun(handle, deadlineNanos), selection, maxRows, facts));
  }

  @Override
  public Optional<ServiceLogScan> tally(
      ServiceLogFilter filter,
      Duration step,
      Duration maxTime,
      ObjLongConsumer<ServiceLogFacts> counts) {
    ServiceLogSelection selection = new ServiceLogSelection(filter);
    if (!selection.isDecidedByKinds()) {
      return Optional.empty();
    }
    long stepMicros = Math.max(1, step.toNanos() / 1_000);
    long deadlineNanos = System.nanoTime() + maxTime.toNanos();
    return Optional.of(
        database.use(
            "count the service logs of",
            handle ->
                KindTally.run(
                    new SearchRun(handle, deadlineNanos), selection, stepMicros, counts)));
  }

  @Override
  public ServiceLogDeletion delete(ServiceLogFilter filter, Duration maxTime) {
    return new FilteredDeletion(database, new ServiceLogSelection(filter), System::nanoTime)
        .run(maxTime);
  }

  private static void insert(Handle handle, List<ServiceLog> logs, List<Long> kinds)
      throws SQLException {
    Connection connection = handle.getConnection();
    if (CopyText.isFor(connection)) {
      copy(connection, logs, kinds);
    } else {
      insert(connection, logs, kinds);
    }
    LongSummaryStatistics times =
        logs.stream().mapToLong(log -> Micros.of(log.time())).summaryStatistics();
    LogSegments.forget(handle, times.getMin(), times.getMax());
  }

  private static void copy(Connection connection, List<ServiceLog> logs, List<Long> kinds)
      throws SQLException {
    CopyText rows = new CopyText();
    for (int i = 0; i < logs.size(); i++) {
      ServiceLogTable.write(rows, logs.get(i), kinds.get(i));
      rows.endRow();
    }
    rows.copyTo(connection, "service_log", ServiceLogTable.WRITTEN);
  }

  private static void insert(Connection connection, List<ServiceLog> logs, List<Long> kinds)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(ServiceLogTable.INSERT)) {
      int pending = 0;
      for (int i = 0; i < logs.size(); i++) {
        ServiceLogTable.write(new ParameterWriter(insert), logs.get(i), kinds.get(i));
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
