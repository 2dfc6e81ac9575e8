package io.opsagent.storage;

import com.dynatrace.hash4j.hashing.Hashing;
import io.opsagent.storage.statements.StatementCount;
import io.opsagent.storage.statements.StatementFigures;
import io.opsagent.storage.statements.StatementOrder;
import io.opsagent.storage.statements.StatementRepository;
import io.opsagent.storage.statements.StatementSpan;
import io.opsagent.storage.statements.StatementSummary;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The counts of statements in tables {@code sql_statement_...} of any engine. */
final class JdbiStatementRepository implements StatementRepository {
  static final int DATABASE_CHARS = 200;
  static final int KIND_CHARS = 10;
  private static final int WRITER_CHARS = 64;
  private static final int TEXT_CHARS = 2_000;
  private static final int MAX_DELETED = 5_000;

  private final DatabaseAccess database;

  JdbiStatementRepository(DatabaseAccess database) {
    this.database = database;
  }

  @Override
  public void save(String writer, List<StatementCount> counts) {
    if (!counts.isEmpty()) {
      database.inTransaction(
          "write the counts of statements to",
          handle -> {
            String name = TextColumn.fit(writer, WRITER_CHARS);
            saveTexts(handle, name, counts);
            saveCounts(handle, name, counts);
            return counts.size();
          });
    }
  }

  /** Nobody else writes rows of this writer: what is not there to be changed can be inserted. */
  private static void saveCounts(Handle handle, String writer, List<StatementCount> counts)
      throws SQLException {
    try (PreparedStatement update =
            handle
                .getConnection()
                .prepareStatement(
                    "UPDATE sql_statement_hour SET requests = ?, executions = ?, errors = ?,"
                        + " slow = ?, changed_rows = ?, total_micros = ?, max_micros = ?,"
                        + " durations = ? WHERE service = ? AND hour_micros = ?"
                        + " AND statement_hash = ? AND writer = ?");
        PreparedStatement insert =
            handle
                .getConnection()
                .prepareStatement(
                    "INSERT INTO sql_statement_hour (requests, executions, errors, slow,"
                        + " changed_rows, total_micros, max_micros, durations, service,"
                        + " hour_micros, statement_hash, writer, database_name, kind)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (StatementCount count : counts) {
        bind(update, writer, count);
        if (update.executeUpdate() == 0
            && isNotThere(
                handle,
                "sql_statement_hour WHERE hour_micros = ? AND service = ?"
                    + " AND statement_hash = ? AND writer = ?",
                Micros.of(count.hour()),
                service(count.service()),
                hash(count),
                writer)) {
          bind(insert, writer, count);
          insert.setString(13, TextColumn.fit(count.database(), DATABASE_CHARS));
          insert.setString(14, TextColumn.fit(count.kind(), KIND_CHARS));
          insert.executeUpdate();
        }
      }
    }
  }

  private static void bind(PreparedStatement statement, String writer, StatementCount count)
      throws SQLException {
    StatementFigures figures = count.figures();
    statement.setLong(1, count.requests());
    statement.setLong(2, figures.executions());
    statement.setLong(3, figures.errors());
    statement.setLong(4, figures.slow());
    if (figures.rows() < 0) {
      statement.setNull(5, Types.BIGINT);
    } else {
      statement.setLong(5, figures.rows());
    }
    statement.setLong(6, figures.totalMicros());
    statement.setLong(7, figures.maxMicros());
    statement.setBytes(8, count.durations().toBytes());
    statement.setString(9, service(count.service()));
    statement.setLong(10, Micros.of(count.hour()));
    statement.setLong(11, hash(count));
    statement.setString(12, writer);
  }

  private static void saveTexts(Handle handle, String writer, List<StatementCount> counts)
      throws SQLException {
    try (PreparedStatement update =
            handle
                .getConnection()
                .prepareStatement(
                    "UPDATE sql_statement_text SET last_hour_micros = ? WHERE service = ?"
                        + " AND statement_hash = ? AND writer = ?");
        PreparedStatement insert =
            handle
                .getConnection()
                .prepareStatement(
                    "INSERT INTO sql_statement_text (last_hour_micros, service, statement_hash,"
                        + " writer, statement_text) VALUES (?, ?, ?, ?, ?)")) {
      for (StatementCount count : counts) {
        bindText(update, writer, count);
        if (update.executeUpdate() == 0
            && isNotThere(
                handle,
                "sql_statement_text WHERE service = ? AND statement_hash = ? AND writer = ?",
                service(count.service()),
                hash(count),
                writer)) {
          bindText(insert, writer, count);
          insert.setString(5, TextColumn.fit(count.text(), TEXT_CHARS));
          insert.executeUpdate();
        }
      }
    }
  }

  private static void bindText(PreparedStatement statement, String writer, StatementCount count)
      throws SQLException {
    statement.setLong(1, Micros.of(count.hour()));
    statement.setString(2, service(count.service()));
    statement.setLong(3, hash(count));
    statement.setString(4, writer);
  }

  /** MySQL's driver may count only rows that became different. */
  private static boolean isNotThere(Handle handle, String where, Object... values) {
    try (var query = handle.createQuery("SELECT COUNT(*) FROM " + where)) {
      for (int i = 0; i < values.length; i++) {
        query.bind(i, values[i]);
      }
      return query.mapTo(Long.class).one() == 0;
    }
  }

  private static long hash(StatementCount count) {
    return Hashing.komihash5_0()
        .hashCharsToLong(
            TextColumn.fit(count.database(), DATABASE_CHARS)
                + "\n"
                + count.kind()
                + "\n"
                + TextColumn.fit(count.text(), TEXT_CHARS));
  }

  static String service(String service) {
    return TextColumn.fit(service, ServiceLogTable.SERVICE_CHARS);
  }

  @Override
  public StatementSummary summary(
      StatementSpan span, StatementOrder order, int limit, Duration maxTime) {
    long deadlineNanos = System.nanoTime() + maxTime.toNanos();
    return database.use(
        "read the counts of statements from",
        handle -> new StatementSums(new SearchRun(handle, deadlineNanos), span).run(order, limit));
  }

  @Override
  public int deleteOlderThan(Instant time) {
    return database.inTransaction(
        "delete old counts of statements from",
        handle -> {
          handle
              .createUpdate("DELETE FROM sql_statement_text WHERE last_hour_micros < ?")
              .bind(0, Micros.of(time))
              .execute();
          return WholeHours.deleteOlderThan(handle, "sql_statement_hour", time, MAX_DELETED);
        });
  }
}
