package io.opsagent.storage;

import io.opsagent.storage.access.AuditEntry;
import io.opsagent.storage.access.AuditRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The audit log in table {@code audit_log}. */
final class JdbiAuditRepository implements AuditRepository {
  private static final int NAME_CHARS = 200;

  private final DatabaseAccess database;

  JdbiAuditRepository(DatabaseAccess database) {
    this.database = database;
  }

  @Override
  public void insert(List<AuditEntry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    database.inTransaction(
        "write to",
        handle -> {
          PreparedBatch batch =
              handle.prepareBatch(
                  "INSERT INTO audit_log (time_micros, node, subject, ip, action, target, status,"
                      + " detail, request_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
          for (AuditEntry entry : entries) {
            batch
                .bind(0, Micros.of(entry.time()))
                .bind(1, TextColumn.fit(entry.node(), NAME_CHARS))
                .bind(2, TextColumn.fit(entry.subject(), NAME_CHARS))
                .bind(3, TextColumn.fit(entry.ip(), 64))
                .bind(4, TextColumn.fit(entry.action(), NAME_CHARS))
                .bind(5, TextColumn.fitOrNull(entry.target(), NAME_CHARS))
                .bind(6, entry.status())
                .bind(7, TextColumn.fitOrNull(entry.detail(), 500))
                .bind(8, TextColumn.fitOrNull(entry.requestId(), 128))
                .add();
          }
          return batch.execute();
        });
  }

  @Override
  public List<AuditEntry> list(@Nullable String subject, long beforeId, int limit) {
    return database.use(
        "read the audit log from",
        handle -> {
          String condition = subject == null ? "" : " AND subject = ?";
          var query =
              handle
                  .createQuery(
                      "SELECT * FROM audit_log WHERE id < ?"
                          + condition
                          + " ORDER BY id DESC LIMIT "
                          + limit)
                  .bind(0, beforeId);
          return (subject == null ? query : query.bind(1, subject))
              .map((row, context) -> read(row))
              .list();
        });
  }

  @Override
  public int deleteOlderThan(Instant time, int maxRows) {
    return database.inTransaction(
        "clean",
        handle ->
            Rows.deleteSome(
                handle, "audit_log", "time_micros < ?", "time_micros", time, 1, maxRows));
  }

  private static AuditEntry read(ResultSet row) throws SQLException {
    return new AuditEntry(
        row.getLong("id"),
        Micros.toInstant(row.getLong("time_micros")),
        row.getString("node"),
        row.getString("subject"),
        row.getString("ip"),
        row.getString("action"),
        row.getString("target"),
        row.getInt("status"),
        row.getString("detail"),
        row.getString("request_id"));
  }
}
