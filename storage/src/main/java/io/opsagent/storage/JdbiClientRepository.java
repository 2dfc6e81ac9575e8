package io.opsagent.storage;

import io.opsagent.storage.access.Client;
import io.opsagent.storage.access.ClientRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Clients in table {@code access_client}. */
final class JdbiClientRepository implements ClientRepository {
  private final DatabaseAccess database;
  private final NumberedTable<Client> table;

  JdbiClientRepository(DatabaseAccess database) {
    this.database = database;
    this.table =
        new NumberedTable<>(database, "access_client", "clients", (row, context) -> read(row));
  }

  @Override
  public Client insert(Client draft) {
    return database.inTransaction(
        "write to",
        handle -> {
          Rows.checkRoom(handle, "access_client", MAX_ROWS, "Let expire what is not needed.");
          long id =
              handle
                  .createUpdate(
                      "INSERT INTO access_client (name, secret_hash, scopes_text, created_by,"
                          + " created_micros, updated_micros, expires_micros)"
                          + " VALUES (?, ?, ?, ?, ?, ?, ?)")
                  .bind(0, TextColumn.fit(draft.name(), 100))
                  .bind(1, draft.secretHash())
                  .bind(2, Scopes.join(draft.scopes()))
                  .bind(3, TextColumn.fit(draft.createdBy(), 200))
                  .bind(4, Micros.of(draft.createdAt()))
                  .bind(5, Micros.of(draft.createdAt()))
                  .bind(6, Rows.micros(draft.expiresAt()))
                  .executeAndReturnGeneratedKeys("id")
                  .mapTo(Long.class)
                  .one();
          return table.find(handle, "id", id).orElseThrow();
        });
  }

  @Override
  public Optional<Client> find(long id) {
    return table.find(id);
  }

  @Override
  public List<Client> list(long beforeId, int limit) {
    return table.list(beforeId, limit);
  }

  @Override
  public boolean existsUsable(Instant now) {
    return database.use(
        "read clients from",
        handle ->
            handle
                .createQuery(
                    "SELECT id FROM access_client WHERE revoked_micros IS NULL"
                        + " AND (expires_micros IS NULL OR expires_micros > ?) LIMIT 1")
                .bind(0, Micros.of(now))
                .mapTo(Long.class)
                .findOne()
                .isPresent());
  }

  @Override
  public boolean revoke(long id, Instant now) {
    return database.inTransaction(
        "write to",
        handle ->
            handle
                    .createUpdate(
                        "UPDATE access_client SET revoked_micros = ?, updated_micros = ?"
                            + " WHERE id = ? AND revoked_micros IS NULL")
                    .bind(0, Micros.of(now))
                    .bind(1, Micros.of(now))
                    .bind(2, id)
                    .execute()
                > 0);
  }

  @Override
  public int deleteUnusable(Instant before, int maxRows) {
    return database.inTransaction(
        "clean",
        handle ->
            Rows.deleteSome(
                handle,
                "access_client",
                "(revoked_micros < ? OR expires_micros < ?)",
                "id",
                before,
                2,
                maxRows));
  }

  private static Client read(ResultSet row) throws SQLException {
    return new Client(
        row.getLong("id"),
        row.getString("name"),
        row.getString("secret_hash"),
        Scopes.split(row.getString("scopes_text")),
        row.getString("created_by"),
        Micros.toInstant(row.getLong("created_micros")),
        Micros.toInstant(row.getLong("updated_micros")),
        Rows.instant(row, "expires_micros"),
        Rows.instant(row, "revoked_micros"));
  }
}
