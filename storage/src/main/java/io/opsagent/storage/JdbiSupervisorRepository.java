package io.opsagent.storage;

import io.opsagent.storage.access.Supervisor;
import io.opsagent.storage.access.SupervisorRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Supervisors in table {@code access_supervisor}. */
final class JdbiSupervisorRepository implements SupervisorRepository {
  private static final int MAX_JSON_BYTES = 64 * 1024;
  private static final String SELECT = "SELECT * FROM access_supervisor";

  private final DatabaseAccess database;
  private final NodeRows nodeRows;

  JdbiSupervisorRepository(DatabaseAccess database) {
    this.database = database;
    this.nodeRows = new NodeRows(database);
  }

  @Override
  public Supervisor insert(Supervisor draft) {
    return database.inTransaction(
        "write to",
        handle -> {
          Rows.checkRoom(handle, "access_supervisor", MAX_ROWS, "Delete one first.");
          long id =
              bind(
                      handle.createUpdate(
                          "INSERT INTO access_supervisor (service, node_id, ident, url, base_url,"
                              + " ops_api, public_key_json, init_key, is_local, is_disabled,"
                              + " is_connected, data_json, updated_micros, created_micros)"
                              + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                      draft)
                  .bind(13, Micros.of(draft.createdAt()))
                  .executeAndReturnGeneratedKeys("id")
                  .mapTo(Long.class)
                  .one();
          return find(handle, id).orElseThrow();
        });
  }

  private static Update bind(Update update, Supervisor row) {
    return update
        .bind(0, TextColumn.fit(row.service(), 100))
        .bind(1, TextColumn.fitOrNull(row.nodeId(), 100))
        .bind(2, TextColumn.fitOrNull(row.ident(), 20))
        .bind(3, TextColumn.fitOrNull(row.url(), 300))
        .bind(4, TextColumn.fitOrNull(row.baseUrl(), 300))
        .bind(5, TextColumn.fitOrNull(row.opsApi(), 300))
        .bind(6, TextColumn.json(row.publicKeyJson(), MAX_JSON_BYTES))
        .bind(7, TextColumn.json(row.initKey(), MAX_JSON_BYTES))
        .bind(8, row.isLocal())
        .bind(9, row.isDisabled())
        .bind(10, row.isConnected())
        .bind(11, TextColumn.json(row.dataJson(), MAX_JSON_BYTES))
        .bind(12, Micros.of(row.updatedAt()));
  }

  @Override
  public Optional<Supervisor> find(long id) {
    return database.use("read supervisors from", handle -> find(handle, id));
  }

  private static Optional<Supervisor> find(Handle handle, long id) {
    return handle
        .createQuery(SELECT + " WHERE id = ?")
        .bind(0, id)
        .map((row, context) -> read(row))
        .findOne();
  }

  @Override
  public List<Supervisor> enabledOfNode(String nodeId) {
    return database.use(
        "read supervisors from",
        handle ->
            handle
                .createQuery(
                    SELECT
                        + " WHERE node_id = ? AND is_disabled = FALSE"
                        + " AND public_key_json IS NOT NULL ORDER BY id LIMIT ?")
                .bind(0, nodeId)
                .bind(1, MAX_ROWS)
                .map((row, context) -> read(row))
                .list());
  }

  @Override
  public List<Supervisor> list(String service) {
    return database.use(
        "read supervisors from",
        handle ->
            handle
                .createQuery(SELECT + " WHERE service = ? ORDER BY id DESC LIMIT ?")
                .bind(0, TextColumn.fit(service, 100))
                .bind(1, MAX_ROWS)
                .map((row, context) -> read(row))
                .list());
  }

  @Override
  public boolean existsEnabled() {
    return database.use(
        "read supervisors from",
        handle ->
            handle
                .createQuery(
                    "SELECT id FROM access_supervisor WHERE is_disabled = FALSE"
                        + " AND public_key_json IS NOT NULL LIMIT 1")
                .mapTo(Long.class)
                .findOne()
                .isPresent());
  }

  @Override
  public boolean update(Supervisor changed, @Nullable String initKey) {
    return database.inTransaction(
        "write to",
        handle -> {
          Update update =
              bind(
                      handle.createUpdate(
                          "UPDATE access_supervisor SET service = ?, node_id = ?, ident = ?,"
                              + " url = ?, base_url = ?, ops_api = ?, public_key_json = ?,"
                              + " init_key = ?, is_local = ?, is_disabled = ?, is_connected = ?,"
                              + " data_json = ?, updated_micros = ? WHERE id = ?"
                              + (initKey == null ? "" : " AND init_key = ?")),
                      changed)
                  .bind(13, changed.id());
          return (initKey == null ? update : update.bind(14, initKey)).execute() > 0;
        });
  }

  @Override
  public boolean delete(long id) {
    return database.inTransaction(
        "write to",
        handle -> {
          handle
              .createUpdate("DELETE FROM supervisor_token WHERE issuer_id = ?")
              .bind(0, id)
              .execute();
          return handle
                  .createUpdate("DELETE FROM access_supervisor WHERE id = ?")
                  .bind(0, id)
                  .execute()
              > 0;
        });
  }

  @Override
  public long adoptRows(String service, String nodeId) {
    return nodeRows.adopt(service, nodeId);
  }

  @Override
  public long releaseRows(String nodeId) {
    return nodeRows.release(nodeId);
  }

  private static Supervisor read(ResultSet row) throws SQLException {
    return new Supervisor(
        row.getLong("id"),
        row.getString("service"),
        row.getString("node_id"),
        row.getString("ident"),
        row.getString("url"),
        row.getString("base_url"),
        row.getString("ops_api"),
        row.getString("public_key_json"),
        row.getString("init_key"),
        row.getBoolean("is_local"),
        row.getBoolean("is_disabled"),
        row.getBoolean("is_connected"),
        Objects.requireNonNullElse(row.getString("data_json"), "{}"),
        Micros.toInstant(row.getLong("created_micros")),
        Micros.toInstant(row.getLong("updated_micros")));
  }
}
