package io.opsagent.storage;

import com.dynatrace.hash4j.hashing.Hashing;
import io.opsagent.storage.errors.ErrorCount;
import io.opsagent.storage.errors.ErrorEndpoint;
import io.opsagent.storage.errors.ErrorGroup;
import io.opsagent.storage.errors.ErrorRepository;
import io.opsagent.storage.errors.ErrorSpan;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
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
  public List<ErrorGroup> groups(ErrorSpan span, int limit) {
    Conditions conditions = conditions(span);
    conditions.values().add(limit);
    return ask(
        "SELECT fingerprint, exception_type, SUM(errors), SUM(not_stored),"
            + " COUNT(DISTINCT endpoint), MIN(first_micros), MAX(last_micros), MAX(place),"
            + " MAX(message) FROM log_error"
            + conditions.where()
            + " GROUP BY fingerprint, exception_type"
            + " ORDER BY SUM(errors) DESC, fingerprint, exception_type LIMIT ?",
        conditions.values(),
        query ->
            query
                .map(
                    (row, context) ->
                        new ErrorGroup(
                            row.getString(1),
                            row.getString(2),
                            row.getLong(3),
                            row.getLong(4),
                            row.getLong(5),
                            Micros.toInstant(row.getLong(6)),
                            Micros.toInstant(row.getLong(7)),
                            row.getString(8),
                            row.getString(9)))
                .list());
  }

  @Override
  public long total(ErrorSpan span) {
    Conditions conditions = conditions(span);
    return ask(
        "SELECT COALESCE(SUM(errors), 0) FROM log_error" + conditions.where(),
        conditions.values(),
        query -> query.mapTo(Long.class).one());
  }

  @Override
  public List<ErrorEndpoint> endpoints(ErrorSpan span, List<String> fingerprints, int limit) {
    if (fingerprints.isEmpty()) {
      return List.of();
    }
    Conditions conditions = conditions(span).addAll(in(fingerprints), fingerprints);
    conditions.values().add(limit);
    return ask(
        "SELECT fingerprint, endpoint, MAX(route), SUM(errors), MAX(last_micros) FROM log_error"
            + conditions.where()
            + " GROUP BY fingerprint, endpoint"
            + " ORDER BY SUM(errors) DESC, fingerprint, endpoint LIMIT ?",
        conditions.values(),
        query ->
            query
                .map(
                    (row, context) ->
                        new ErrorEndpoint(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getLong(4),
                            Micros.toInstant(row.getLong(5))))
                .list());
  }

  @Override
  public SortedMap<Instant, Long> series(ErrorSpan span) {
    Conditions conditions = conditions(span);
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

  @Override
  public Map<String, Instant> firstSeen(String service, List<String> fingerprints) {
    Map<String, Instant> first = new HashMap<>();
    if (fingerprints.isEmpty()) {
      return first;
    }
    Conditions conditions =
        new Conditions().equal("service", service(service)).addAll(in(fingerprints), fingerprints);
    ask(
            "SELECT fingerprint, MIN(first_micros) FROM log_error"
                + conditions.where()
                + " GROUP BY fingerprint",
            conditions.values(),
            query ->
                query.map((row, context) -> Map.entry(row.getString(1), row.getLong(2))).list())
        .forEach(entry -> first.put(entry.getKey(), Micros.toInstant(entry.getValue())));
    return first;
  }

  @Override
  public int deleteOlderThan(Instant time) {
    return database.inTransaction(
        "delete old counts of errors from",
        handle -> {
          List<Long> hours =
              handle
                  .createQuery(
                      "SELECT hour_micros FROM log_error WHERE hour_micros < ?"
                          + " ORDER BY hour_micros LIMIT ?")
                  .bind(0, Micros.of(time))
                  .bind(1, MAX_DELETED)
                  .mapTo(Long.class)
                  .list();
          // Whole hours, which have a bound each.
          return hours.isEmpty()
              ? 0
              : handle
                  .createUpdate("DELETE FROM log_error WHERE hour_micros <= ?")
                  .bind(0, hours.get(hours.size() - 1))
                  .execute();
        });
  }

  private static String in(List<String> fingerprints) {
    return "fingerprint IN ("
        + String.join(", ", Collections.nCopies(fingerprints.size(), "?"))
        + ")";
  }

  private static Conditions conditions(ErrorSpan span) {
    Conditions conditions =
        new Conditions()
            .equal("service", service(span.service()))
            .within(
                "hour_micros",
                Micros.of(span.from().truncatedTo(ChronoUnit.HOURS)),
                Micros.of(span.to()))
            .equal("fingerprint", span.fingerprint())
            .equal("endpoint", span.endpoint());
    String type = span.exceptionType();
    if (type != null) {
      conditions.addAll(
          "(exception_type = ? OR exception_type LIKE ? ESCAPE '" + LikePattern.ESCAPE + "')",
          List.of(type, "%." + LikePattern.escape(type)));
    }
    return conditions;
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
