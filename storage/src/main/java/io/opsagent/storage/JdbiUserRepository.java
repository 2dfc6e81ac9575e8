package io.opsagent.storage;

import io.opsagent.storage.access.User;
import io.opsagent.storage.access.UserRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Users in table {@code access_user}. */
final class JdbiUserRepository implements UserRepository {
  private static final String SELECT = "SELECT * FROM access_user";

  private final DatabaseAccess database;

  JdbiUserRepository(DatabaseAccess database) {
    this.database = database;
  }

  @Override
  public Optional<User> insert(User draft) {
    return database.inTransaction(
        "write to",
        handle -> {
          if (byName(handle, draft.name()).isPresent()) {
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
          return byName(handle, draft.name());
        });
  }

  @Override
  public Optional<User> find(long id) {
    return database.use(
        "read users from",
        handle ->
            handle
                .createQuery(SELECT + " WHERE id = ?")
                .bind(0, id)
                .map((row, context) -> read(row))
                .findOne());
  }

  @Override
  public Optional<User> findByName(String name) {
    return database.use("read users from", handle -> byName(handle, name));
  }

  private static Optional<User> byName(Handle handle, String name) {
    return handle
        .createQuery(SELECT + " WHERE name = ?")
        .bind(0, name)
        .map((row, context) -> read(row))
        .findOne();
  }

  @Override
  public List<User> list(long beforeId, int limit) {
    return database.use(
        "read users from",
        handle ->
            handle
                .createQuery(SELECT + " WHERE id < ? ORDER BY id DESC LIMIT ?")
                .bind(0, beforeId)
                .bind(1, limit)
                .map((row, context) -> read(row))
                .list());
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
    return database.inTransaction(
        "write to",
        handle ->
            handle.createUpdate("DELETE FROM access_user WHERE id = ?").bind(0, id).execute() > 0);
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
