package io.opsagent.storage;

import com.dynatrace.hash4j.hashing.Hashing;
import io.opsagent.storage.errors.ErrorCount;
import io.opsagent.storage.errors.ErrorRepository;
import io.opsagent.storage.errors.ErrorSpan;
import io.opsagent.storage.errors.ErrorSummary;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The counts of exceptions in table {@code log_error} of any engine. */
final class JdbiErrorRepository implements ErrorRepository {
  private static final int WRITER_CHARS = 64;
  private static final int TEXT_CHARS = 500;
  private static final int MAX_DELETED = 5_000;

  /** Waiting for more would hold a thread of the API. */
  private static final int MAX_SECONDS = 5;

  private static final String READ = "read the counts of errors from";

  private final DatabaseAccess database;

  JdbiErrorRepository(DatabaseAccess database) {
    this.database = database;
  }

  @Override
  public void save(String writer, List<ErrorCount> counts) {
    if (counts.isEmpty()) {
      return;
    }
    database.inTransaction(
        "write the counts of errors to",
        handle -> {
          save(handle, TextColumn.fit(writer, WRITER_CHARS), counts);
          return counts.size();
        });
  }

  /** Nobody else writes rows of this writer: what is not there to be changed can be inserted. */
  private static void save(Handle handle, String writer, List<ErrorCount> counts)
      throws SQLException {
    try (PreparedStatement update =
            handle
                .getConnection()
                .prepareStatement(
                    "UPDATE log_error SET errors = ?, not_stored = ?, first_micros = ?,"
                        + " last_micros = ?, place = ?, message = ? WHERE service = ?"
                        + " AND hour_micros = ? AND entry_hash = ? AND writer = ?");
        PreparedStatement insert =
            handle
                .getConnection()
                .prepareStatement(
                    "INSERT INTO log_error (errors, not_stored, first_micros, last_micros, place,"
                        + " message, service, hour_micros, entry_hash, writer, fingerprint,"
                        + " endpoint, exception_type, route)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (ErrorCount count : counts) {
        bind(update, writer, count);
        if (update.executeUpdate() == 0 && !isThere(handle, writer, count)) {
          bind(insert, writer, count);
          insert.setString(11, fingerprint(count));
          insert.setString(12, endpoint(count));
          insert.setString(13, type(count));
          insert.setString(14, TextColumn.fitOrNull(count.route(), ServiceLogTable.ROUTE_CHARS));
          insert.executeUpdate();
        }
      }
    }
  }

  /** MySQL's driver may count only rows that became different. */
  private static boolean isThere(Handle handle, String writer, ErrorCount count) {
    return handle
            .createQuery(
                "SELECT COUNT(*) FROM log_error WHERE service = ? AND hour_micros = ?"
                    + " AND entry_hash = ? AND writer = ?")
            .bind(0, service(count.service()))
            .bind(1, Micros.of(count.hour()))
            .bind(2, hash(count))
            .bind(3, writer)
            .mapTo(Long.class)
            .one()
        > 0;
  }

  private static void bind(PreparedStatement statement, String writer, ErrorCount count)
      throws SQLException {
    statement.setLong(1, count.errors());
    statement.setLong(2, count.notStored());
    statement.setLong(3, Micros.of(count.first()));
    statement.setLong(4, Micros.of(count.last()));
    statement.setString(5, TextColumn.fitOrNull(count.place(), TEXT_CHARS));
    statement.setString(6, TextColumn.fitOrNull(count.message(), TEXT_CHARS));
    statement.setString(7, service(count.service()));
    statement.setLong(8, Micros.of(count.hour()));
    statement.setLong(9, hash(count));
    statement.setString(10, writer);
  }

  private static long hash(ErrorCount count) {
    return Hashing.komihash5_0()
        .hashCharsToLong(fingerprint(count) + "\n" + endpoint(count) + "\n" + type(count));
  }

  private static String fingerprint(ErrorCount count) {
    return TextColumn.fit(count.fingerprint(), ServiceLogTable.FINGERPRINT_CHARS);
  }

  private static String endpoint(ErrorCount count) {
    return TextColumn.fit(count.endpoint(), ServiceLogTable.ENDPOINT_CHARS);
  }

  private static String type(ErrorCount count) {
    return TextColumn.fit(count.exceptionType(), ServiceLogTable.EXCEPTION_TYPE_CHARS);
  }

  private static String service(String service) {
    return TextColumn.fit(service, ServiceLogTable.SERVICE_CHARS);
  }

  @Override
  public ErrorSummary summary(ErrorSpan span, Duration maxTime) {
    long deadlineNanos = System.nanoTime() + maxTime.toNanos();
    return database.use(
        READ, handle -> new ErrorSums(new SearchRun(handle, deadlineNanos), span).run());
  }

  @Override
  public SortedMap<Instant, Long> series(ErrorSpan span) {
    Conditions conditions = ErrorSums.conditions(span, span.from(), span.to());
    SortedMap<Instant, Long> series = new TreeMap<>();
    ask(
            "SELECT hour_micros, SUM(errors) FROM log_error"
                + conditions.where()
                + " GROUP BY hour_micros",
            conditions.values(),
            query -> query.map((row, context) -> Map.entry(row.getLong(1), row.getLong(2))).list())
        .forEach(entry -> series.put(Micros.toInstant(entry.getKey()), entry.getValue()));
    return series;
  }

  /** One look into an index for each: a query for all of them reads every hour of each. */
  @Override
  public Map<String, Instant> firstSeen(
      String service, List<String> fingerprints, Duration maxTime) {
    long deadlineNanos = System.nanoTime() + maxTime.toNanos();
    Map<String, Instant> first = new HashMap<>();
    return database.use(
        READ,
        handle -> {
          SearchRun run = new SearchRun(handle, deadlineNanos);
          try {
            for (String fingerprint : fingerprints) {
              List<Object> of = List.of(service(service), fingerprint);
              List<Long> hours =
                  run.numbers(
                      "SELECT hour_micros FROM log_error WHERE service = ? AND fingerprint = ?"
                          + " ORDER BY service, fingerprint, hour_micros LIMIT 1",
                      of);
              if (!hours.isEmpty()) {
                List<Long> micros =
                    run.numbers(
                        "SELECT MIN(first_micros) FROM log_error WHERE service = ?"
                            + " AND fingerprint = ? AND hour_micros = ?",
                        List.of(service(service), fingerprint, hours.get(0)));
                first.put(fingerprint, Micros.toInstant(micros.get(0)));
              }
            }
          } catch (SearchRun.TimeOver e) {
            // Those that were found are said.
          }
          return first;
        });
  }

  @Override
  public int deleteOlderThan(Instant time) {
    return database.inTransaction(
        "delete old counts of errors from",
        handle -> WholeHours.deleteOlderThan(handle, "log_error", time, MAX_DELETED));
  }

  private <T> T ask(String sql, List<Object> values, SearchRun.Reading<T> reading) {
    return database.use(
        READ,
        handle -> {
          try (Query query = handle.createQuery(sql).setQueryTimeout(MAX_SECONDS)) {
            for (int i = 0; i < values.size(); i++) {
              query.bind(i, values.get(i));
            }
            return reading.of(query);
          }
        });
  }
}
