package io.opsagent.storage;

import io.opsagent.storage.series.DistinctCount;
import io.opsagent.storage.series.DurationHistogram;
import io.opsagent.storage.series.NotStored;
import io.opsagent.storage.series.SeriesRow;
import io.opsagent.storage.series.Traffic;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a {@link SeriesRow} becomes a row of table {@code endpoint_series} and back. */
final class EndpointSeriesTable {
  static final int SERVICE_CHARS = 100;
  static final int ENDPOINT_CHARS = 500;
  static final int WRITER_CHARS = 64;

  static final String INSERT =
      "INSERT INTO endpoint_series (service, resolution_seconds, start_micros, endpoint, writer,"
          + " part, written_micros, requests, errors, in_bytes, out_bytes, sum_micros,"
          + " sum_squared_millis, max_per_second, statuses, levels, clients, durations, users,"
          + " addresses, not_stored) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  /** The columns that {@link #traffic} reads, behind two of the caller's. */
  static final String TRAFFIC_COLUMNS =
      "requests, errors, in_bytes, out_bytes, sum_micros, sum_squared_millis, max_per_second,"
          + " statuses, levels, clients, durations, users, addresses, not_stored";

  private EndpointSeriesTable() {}

  static void bind(PreparedStatement insert, SeriesRow row, Instant written) throws SQLException {
    Traffic traffic = row.traffic();
    Traffic.Counts counts = traffic.counts();
    insert.setString(1, TextColumn.fit(row.service(), SERVICE_CHARS));
    insert.setInt(2, row.resolution().seconds());
    insert.setLong(3, Micros.of(row.start()));
    insert.setString(4, TextColumn.fit(row.endpoint(), ENDPOINT_CHARS));
    insert.setString(5, TextColumn.fit(row.writer(), WRITER_CHARS));
    insert.setInt(6, row.part());
    insert.setLong(7, Micros.of(written));
    insert.setLong(8, counts.requests());
    insert.setLong(9, counts.errors());
    insert.setLong(10, counts.inBytes());
    insert.setLong(11, counts.outBytes());
    insert.setLong(12, counts.sumMicros());
    insert.setDouble(13, counts.sumSquaredMillis());
    insert.setLong(14, counts.maxPerSecond());
    insert.setString(15, SeriesCounts.write(counts.byStatus()));
    insert.setString(16, SeriesCounts.write(counts.byLevel()));
    insert.setString(17, SeriesCounts.write(counts.byClient()));
    insert.setBytes(18, traffic.durations().toBytes());
    insert.setBytes(19, bytes(traffic.users()));
    insert.setBytes(20, bytes(traffic.addresses()));
    insert.setString(21, SeriesCounts.write(counts.notStored()));
  }

  private static byte @Nullable [] bytes(@Nullable DistinctCount count) {
    return count == null ? null : count.toBytes();
  }

  /** Reads {@link #TRAFFIC_COLUMNS} from the third column on. */
  static Traffic traffic(ResultSet row) throws SQLException {
    Traffic.Counts counts =
        new Traffic.Counts(
            row.getLong(3),
            row.getLong(4),
            row.getLong(5),
            row.getLong(6),
            row.getLong(7),
            row.getDouble(8),
            row.getLong(9),
            SeriesCounts.read(row.getString(10), Integer::valueOf),
            SeriesCounts.read(row.getString(11), level -> level),
            SeriesCounts.read(row.getString(12), client -> client),
            SeriesCounts.read(row.getString(16), NotStored::valueOf));
    return Traffic.of(
        counts,
        DurationHistogram.of(row.getBytes(13)),
        distinct(row.getBytes(14)),
        distinct(row.getBytes(15)));
  }

  private static @Nullable DistinctCount distinct(byte @Nullable [] bytes) {
    return bytes == null ? null : DistinctCount.of(bytes);
  }
}
