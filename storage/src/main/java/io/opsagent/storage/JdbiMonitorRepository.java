package io.opsagent.storage;

import io.opsagent.storage.monitor.MonitorKind;
import io.opsagent.storage.monitor.MonitorRepository;
import io.opsagent.storage.monitor.MonitorSample;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Samples of monitors in table {@code monitor_sample} of any engine. */
final class JdbiMonitorRepository implements MonitorRepository {
  private static final String READ = "read samples of monitors from";

  private final DatabaseAccess database;

  JdbiMonitorRepository(DatabaseAccess database) {
    this.database = database;
  }

  @Override
  public void add(List<MonitorSample> samples) {
    if (samples.isEmpty()) {
      return;
    }
    samples.forEach(JdbiMonitorRepository::check);
    database.inTransaction(
        "write samples of monitors to",
        handle -> {
          try (PreparedBatch batch =
              handle.prepareBatch(
                  "INSERT INTO monitor_sample (kind, subject_id, layer, time_micros,"
                      + " interval_seconds, values_json) VALUES (?, ?, ?, ?, ?, ?)")) {
            for (MonitorSample sample : samples) {
              batch
                  .bind(0, sample.kind().name())
                  .bind(1, sample.subjectId())
                  .bind(2, sample.layer())
                  .bind(3, Micros.of(sample.time()))
                  .bind(4, sample.intervalSeconds())
                  .bind(5, sample.valuesJson())
                  .add();
            }
            return batch.execute().length;
          }
        });
  }

  private static void check(MonitorSample sample) {
    int bytes = sample.valuesJson().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_VALUES_BYTES) {
      throw new IllegalArgumentException(
          "values of a sample: " + bytes + " bytes, at most " + MAX_VALUES_BYTES);
    }
  }

  @Override
  public List<MonitorSample> newest(Query query, int limit) {
    if (limit < 0 || limit > MAX_READ) {
      throw new IllegalArgumentException("limit: " + limit + " is not within 0 to " + MAX_READ);
    }
    Conditions conditions =
        new Conditions().equal("kind", query.kind().name()).equal("subject_id", query.subjectId());
    if (query.layer() != null) {
      conditions.equal("layer", query.layer());
    }
    if (query.intervalSeconds() != null) {
      conditions.equal("interval_seconds", query.intervalSeconds());
    }
    if (query.from() != null) {
      conditions.addAll("time_micros >= ?", List.of(Micros.of(query.from())));
    }
    if (query.to() != null) {
      conditions.addAll("time_micros <= ?", List.of(Micros.of(query.to())));
    }
    List<MonitorSample> newestFirst =
        database.use(
            READ,
            handle -> {
              org.jdbi.v3.core.statement.Query sql =
                  handle.createQuery(
                      "SELECT * FROM monitor_sample"
                          + conditions.where()
                          + " ORDER BY time_micros DESC, id DESC LIMIT ?");
              List<Object> values = conditions.values();
              for (int i = 0; i < values.size(); i++) {
                sql.bind(i, values.get(i));
              }
              return sql.bind(values.size(), limit).map((row, context) -> read(row)).list();
            });
    List<MonitorSample> oldestFirst = new ArrayList<>(newestFirst);
    Collections.reverse(oldestFirst);
    return oldestFirst;
  }

  @Override
  public List<Long> subjects(MonitorKind kind, int layer, Instant from, Instant to) {
    return database.use(
        READ,
        handle ->
            handle
                .createQuery(
                    "SELECT DISTINCT subject_id FROM monitor_sample WHERE kind = ? AND layer = ?"
                        + " AND time_micros >= ? AND time_micros < ? ORDER BY subject_id")
                .bind(0, kind.name())
                .bind(1, layer)
                .bind(2, Micros.of(from))
                .bind(3, Micros.of(to))
                .mapTo(Long.class)
                .list());
  }

  @Override
  public int deleteOlderThan(MonitorKind kind, int layer, Instant before, int maxRows) {
    return database.inTransaction(
        "clean",
        handle -> {
          List<Long> ids =
              handle
                  .createQuery(
                      "SELECT id FROM monitor_sample WHERE kind = ? AND layer = ?"
                          + " AND time_micros < ? ORDER BY time_micros LIMIT ?")
                  .bind(0, kind.name())
                  .bind(1, layer)
                  .bind(2, Micros.of(before))
                  .bind(3, maxRows)
                  .mapTo(Long.class)
                  .list();
          if (!ids.isEmpty()) {
            try (PreparedBatch batch =
                handle.prepareBatch("DELETE FROM monitor_sample WHERE id = ?")) {
              ids.forEach(id -> batch.bind(0, id).add());
              batch.execute();
            }
          }
          return ids.size();
        });
  }

  private static MonitorSample read(ResultSet row) throws SQLException {
    return new MonitorSample(
        row.getLong("id"),
        MonitorKind.valueOf(row.getString("kind")),
        row.getLong("subject_id"),
        row.getInt("layer"),
        Micros.toInstant(row.getLong("time_micros")),
        row.getInt("interval_seconds"),
        row.getString("values_json"));
  }
}
