package io.opsagent.storage;

import io.opsagent.storage.access.User;
import io.opsagent.storage.access.UserRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Users in table {@code access_user}. */
final class JdbiUserRepository implements UserRepository {
  private final DatabaseAccess database;
  private final NumberedTable<User> table;

  JdbiUserRepository(DatabaseAccess database) {
    this.database = database;
    this.table = new NumberedTable<>(database, "access_user", "users", (row, context) -> read(row));
  }

  @Override
  public Optional<User> insert(User draft) {
    return database.inTransaction(
        "write to",
        handle -> {
          if (table.find(handle, "name", draft.name()).isPresent()) {
            return Optional.empty();
          }
          Rows.checkRoom(handle, "access_user", MAX_ROWS, "Delete one first.");
          handle
              .createUpdate(
                  "INSERT INTO access_user (name, password_hash, scopes_text, is_disabled,"
                      + " created_micros, updated_micros) VALUES (?, ?, ?, ?, ?, ?)")
              .bind(0, draft.name())
              .bind(1, draft.passwordHash())
              .bind(2, Scopes.join(draft.scopes()))
              .bind(3, draft.isDisabled())
              .bind(4, Micros.of(draft.createdAt()))
              .bind(5, Micros.of(draft.createdAt()))
              .execute();
          return table.find(handle, "name", draft.name());
        });
  }

  @Override
  public Optional<User> find(long id) {
    return table.find(id);
  }

  @Override
  public Optional<User> findByName(String name) {
    return table.find("name", name);
  }

  @Override
  public List<User> list(long beforeId, int limit) {
    return table.list(beforeId, limit);
  }

  @Override
  public boolean existsEnabled() {
    return database.use(
        "read users from",
        handle ->
            handle
                .createQuery("SELECT id FROM access_user WHERE is_disabled = FALSE LIMIT 1")
                .mapTo(Long.class)
                .findOne()
                .isPresent());
  }

  @Override
  public boolean update(User changed) {
    return database.inTransaction(
        "write to",
        handle ->
            handle
                    .createUpdate(
                        "UPDATE access_user SET password_hash = ?, scopes_text = ?,"
                            + " is_disabled = ?, updated_micros = ? WHERE id = ?")
                    .bind(0, changed.passwordHash())
                    .bind(1, Scopes.join(changed.scopes()))
                    .bind(2, changed.isDisabled())
                    .bind(3, Micros.of(changed.updatedAt()))
                    .bind(4, changed.id())
                    .execute()
                > 0);
  }

  @Override
  public boolean delete(long id) {
    return table.delete(id);
  }

  private static User read(ResultSet row) throws SQLException {
    return new User(
        row.getLong("id"),
        row.getString("name"),
        row.getString("password_hash"),
        Scopes.split(row.getString("scopes_text")),
        row.getBoolean("is_disabled"),
        Micros.toInstant(row.getLong("created_micros")),
        Micros.toInstant(row.getLong("updated_micros")));
  }
}
