package io.opsagent.storage;

import io.opsagent.storage.series.EndpointSeriesRepository;
import io.opsagent.storage.series.NotStored;
import io.opsagent.storage.series.Resolution;
import io.opsagent.storage.series.SeriesRow;
import io.opsagent.storage.series.Traffic;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Statistics in table {@code endpoint_series} of any engine that the schema exists for. */
final class JdbiEndpointSeriesRepository implements EndpointSeriesRepository {
  private static final int CHUNK_ROWS = 200;
  private static final int MAX_DELETED = 50_000;
  private static final String SPAN =
      " FROM endpoint_series WHERE service = ? AND resolution_seconds = ? AND start_micros >= ?"
          + " AND start_micros < ?";

  private final DatabaseAccess database;
  private final Clock clock;

  JdbiEndpointSeriesRepository(DatabaseAccess database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public void add(List<SeriesRow> batch) {
    if (batch.isEmpty()) {
      return;
    }
    database.inTransaction(
        "write statistics to",
        handle -> {
          // All rows of a batch came in one transaction: where one is, all are.
          if (!exists(handle, batch.get(0))) {
            insert(handle, batch);
          }
          return batch.size();
        });
  }

  private static boolean exists(Handle handle, SeriesRow row) {
    return handle
        .createQuery(
            "SELECT COUNT(*) FROM endpoint_series WHERE service = ? AND resolution_seconds = ?"
                + " AND start_micros = ? AND endpoint = ? AND writer = ? AND part = ?")
        .bind(0, TextColumn.fit(row.service(), EndpointSeriesTable.SERVICE_CHARS))
        .bind(1, row.resolution().seconds())
        .bind(2, Micros.of(row.start()))
        .bind(3, TextColumn.fit(row.endpoint(), EndpointSeriesTable.ENDPOINT_CHARS))
        .bind(4, TextColumn.fit(row.writer(), EndpointSeriesTable.WRITER_CHARS))
        .bind(5, row.part())
        .mapTo(Long.class)
        .one()
        .equals(1L);
  }

  private void insert(Handle handle, List<SeriesRow> rows) throws SQLException {
    Instant written = clock.instant();
    try (PreparedStatement insert =
        handle.getConnection().prepareStatement(EndpointSeriesTable.INSERT)) {
      int pending = 0;
      for (SeriesRow row : rows) {
        EndpointSeriesTable.bind(insert, row, written);
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

  @Override
  public SortedMap<Instant, Traffic> series(
      String service, String endpoint, Resolution resolution, Instant from, Instant to) {
    return database.use(
        "read statistics from",
        handle ->
            new TreeMap<>(
                merged(
                    handle,
                    "SELECT start_micros, endpoint, "
                        + EndpointSeriesTable.TRAFFIC_COLUMNS
                        + SPAN
                        + " AND endpoint = ?",
                    List.of(
                        TextColumn.fit(service, EndpointSeriesTable.SERVICE_CHARS),
                        resolution.seconds(),
                        Micros.of(from),
                        Micros.of(to),
                        TextColumn.fit(endpoint, EndpointSeriesTable.ENDPOINT_CHARS)),
                    resolution,
                    key -> Micros.toInstant(Long.parseLong(key)))));
  }

  @Override
  public Map<String, Traffic> totals(
      String service, Resolution resolution, Instant from, Instant to) {
    return database.use(
        "read statistics from", handle -> totals(handle, service, resolution, from, to));
  }

  private static Map<String, Traffic> totals(
      Handle handle, String service, Resolution resolution, Instant from, Instant to) {
    return merged(
        handle,
        "SELECT endpoint, start_micros, " + EndpointSeriesTable.TRAFFIC_COLUMNS + SPAN,
        List.of(
            TextColumn.fit(service, EndpointSeriesTable.SERVICE_CHARS),
            resolution.seconds(),
            Micros.of(from),
            Micros.of(to)),
        resolution,
        key -> key);
  }

  @Override
  public Map<NotStored, Long> notStored(
      String service, Resolution resolution, Instant from, Instant to) {
    Map<NotStored, Long> all = new EnumMap<>(NotStored.class);
    database
        .use(
            "read statistics from",
            handle ->
                handle
                    .createQuery("SELECT not_stored" + SPAN + " AND endpoint = ?")
                    .bind(0, TextColumn.fit(service, EndpointSeriesTable.SERVICE_CHARS))
                    .bind(1, resolution.seconds())
                    .bind(2, Micros.of(from))
                    .bind(3, Micros.of(to))
                    .bind(4, SeriesRow.ALL)
                    .mapTo(String.class)
                    .list())
        .forEach(
            counts ->
                SeriesCounts.read(counts, NotStored::valueOf)
                    .forEach((reason, count) -> all.merge(reason, count, Long::sum)));
    return all;
  }

  /** Puts the rows together that are the same in their first column. */
  private static <K> Map<K, Traffic> merged(
      Handle handle,
      String sql,
      List<Object> values,
      Resolution resolution,
      Function<String, K> key) {
    Map<K, Traffic> merged = new HashMap<>();
    var query = handle.createQuery(sql);
    for (int i = 0; i < values.size(); i++) {
      query.bind(i, values.get(i));
    }
    query.setFetchSize(CHUNK_ROWS);
    query
        .map((row, context) -> entry(row))
        .forEach(
            entry ->
                merged
                    .computeIfAbsent(
                        key.apply(entry.key()), k -> Traffic.empty(resolution.countsDistinct()))
                    .add(entry.traffic()));
    return merged;
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(row.getString(1), EndpointSeriesTable.traffic(row));
  }

  @Override
  public Set<Instant> touchedSince(
      String service, Resolution resolution, ZoneId zone, Instant since) {
    Set<Instant> starts = new TreeSet<>();
    database
        .use(
            "read statistics from",
            handle ->
                handle
                    .createQuery(
                        "SELECT DISTINCT start_micros FROM endpoint_series WHERE service = ?"
                            + " AND resolution_seconds = ? AND written_micros >= ?")
                    .bind(0, TextColumn.fit(service, EndpointSeriesTable.SERVICE_CHARS))
                    .bind(1, Resolution.FIVE_MINUTES.seconds())
                    .bind(2, Micros.of(since))
                    .mapTo(Long.class)
                    .list())
        .forEach(micros -> starts.add(resolution.startOf(Micros.toInstant(micros), zone)));
    return starts;
  }

  @Override
  public boolean rollUp(String service, Resolution resolution, ZoneId zone, Instant start) {
    Instant end = resolution.nextStart(start, zone);
    return database.inTransaction(
        "put statistics together in",
        handle -> {
          List<SeriesRow> rows = new ArrayList<>();
          totals(handle, service, Resolution.FIVE_MINUTES, start, end)
              .forEach(
                  (endpoint, traffic) ->
                      rows.add(
                          new SeriesRow(
                              service, endpoint, resolution, start, SeriesRow.MERGED, 0, traffic)));
          if (rows.isEmpty()) {
            return false;
          }
          handle
              .createUpdate(
                  "DELETE FROM endpoint_series WHERE service = ? AND resolution_seconds = ?"
                      + " AND start_micros = ?")
              .bind(0, TextColumn.fit(service, EndpointSeriesTable.SERVICE_CHARS))
              .bind(1, resolution.seconds())
              .bind(2, Micros.of(start))
              .execute();
          insert(handle, rows);
          return true;
        });
  }

  @Override
  public long deleteOld(Instant now, Duration maxAge) {
    long deleted = 0;
    for (Resolution resolution : Resolution.values()) {
      Duration age = resolution.kept().compareTo(maxAge) < 0 ? resolution.kept() : maxAge;
      deleted += deleteOld(resolution, now.minus(age));
    }
    return deleted;
  }

  private long deleteOld(Resolution resolution, Instant limit) {
    return new SmallBatches(System::nanoTime)
        .run(rows -> deleteOld(resolution, limit, rows), MAX_DELETED);
  }

  private int deleteOld(Resolution resolution, Instant limit, int rows) {
    return database.inTransaction(
        "delete old statistics from",
        handle -> {
          List<SeriesKey> keys =
              handle
                  .createQuery(
                      "SELECT service, start_micros, endpoint, writer, part FROM endpoint_series"
                          + " WHERE resolution_seconds = ? AND start_micros < ?"
                          + " ORDER BY resolution_seconds, start_micros LIMIT ?")
                  .bind(0, resolution.seconds())
                  .bind(1, Micros.of(limit))
                  .bind(2, rows)
                  .map((row, context) -> SeriesKey.of(row))
                  .list();
          if (!keys.isEmpty()) {
            PreparedBatch deletion =
                handle.prepareBatch(
                    "DELETE FROM endpoint_series WHERE service = ? AND resolution_seconds = ?"
                        + " AND start_micros = ? AND endpoint = ? AND writer = ? AND part = ?");
            for (SeriesKey key : keys) {
              deletion.add(
                  key.service(),
                  resolution.seconds(),
                  key.startMicros(),
                  key.endpoint(),
                  key.writer(),
                  key.part());
            }
            deletion.execute();
          }
          return keys.size();
        });
  }

  /** The primary key of a row, without the resolution. */
  private record SeriesKey(
      String service, long startMicros, String endpoint, String writer, int part) {
    static SeriesKey of(ResultSet row) throws SQLException {
      return new SeriesKey(
          row.getString(1), row.getLong(2), row.getString(3), row.getString(4), row.getInt(5));
    }
  }

  /** A row: what it is put together by, and its counts. */
  private record Entry(String key, Traffic traffic) {}
}
