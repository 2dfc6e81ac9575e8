package io.opsagent.storage;

import io.opsagent.storage.series.Aggregation;
import io.opsagent.storage.series.AggregationRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Reports in table {@code aggregation_log} of any engine that the schema exists for. */
final class JdbiAggregationRepository implements AggregationRepository {
  private static final String COLUMNS =
      "service, layer, from_micros, to_micros, report_date, utc_offset, created_micros, data_json";

  private final DatabaseAccess database;

  JdbiAggregationRepository(DatabaseAccess database) {
    this.database = database;
  }

  @Override
  public void save(Aggregation aggregation) {
    database.inTransaction("write a report to", handle -> save(handle, aggregation));
  }

  /** Two statements, since every engine has another one for both. */
  private static int save(Handle handle, Aggregation report) {
    String service = TextColumn.fit(report.service(), EndpointSeriesTable.SERVICE_CHARS);
    int updated =
        handle
            .createUpdate(
                "UPDATE aggregation_log SET data_json = ?, created_micros = ?"
                    + " WHERE service = ? AND layer = ? AND from_micros = ?"
                    + " AND reported_micros IS NULL")
            .bind(0, report.dataJson())
            .bind(1, Micros.of(report.created()))
            .bind(2, service)
            .bind(3, report.layer())
            .bind(4, Micros.of(report.from()))
            .execute();
    if (updated > 0 || isThere(handle, service, report)) {
      return updated;
    }
    return handle
        .createUpdate(
            "INSERT INTO aggregation_log (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(0, service)
        .bind(1, report.layer())
        .bind(2, Micros.of(report.from()))
        .bind(3, Micros.of(report.to()))
        .bind(4, report.date().toString())
        .bind(5, report.utcOffsetHours())
        .bind(6, Micros.of(report.created()))
        .bind(7, report.dataJson())
        .execute();
  }

  private static boolean isThere(Handle handle, String service, Aggregation report) {
    return handle
        .createQuery(
            "SELECT COUNT(*) FROM aggregation_log WHERE service = ? AND layer = ?"
                + " AND from_micros = ?")
        .bind(0, service)
        .bind(1, report.layer())
        .bind(2, Micros.of(report.from()))
        .mapTo(Long.class)
        .one()
        .equals(1L);
  }

  @Override
  public List<Aggregation> list(String service, int layer, Instant from, Instant to) {
    return database.use(
        "read reports from",
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + COLUMNS
                        + " FROM aggregation_log WHERE service = ? AND layer = ?"
                        + " AND from_micros >= ? AND from_micros < ? ORDER BY from_micros")
                .bind(0, TextColumn.fit(service, EndpointSeriesTable.SERVICE_CHARS))
                .bind(1, layer)
                .bind(2, Micros.of(from))
                .bind(3, Micros.of(to))
                .map((row, context) -> read(row))
                .list());
  }

  private static Aggregation read(ResultSet row) throws SQLException {
    return new Aggregation(
        row.getString(1),
        row.getInt(2),
        Micros.toInstant(row.getLong(3)),
        Micros.toInstant(row.getLong(4)),
        LocalDate.parse(row.getString(5)),
        row.getInt(6),
        Micros.toInstant(row.getLong(7)),
        row.getString(8));
  }

  @Override
  public int deleteOlderThan(Instant time) {
    return database.inTransaction(
        "delete old reports from",
        handle ->
            handle
                .createUpdate("DELETE FROM aggregation_log WHERE to_micros < ?")
                .bind(0, Micros.of(time))
                .execute());
  }
}
