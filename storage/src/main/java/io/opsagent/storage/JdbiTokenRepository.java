package io.opsagent.storage;

import io.opsagent.storage.access.AccessToken;
import io.opsagent.storage.access.TokenRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** OpsAgent's own tokens in table {@code access_token}. */
final class JdbiTokenRepository implements TokenRepository {
  private static final int SUBJECT_CHARS = 200;
  private static final int MAX_CUTOFFS = 10_000;

  private final DatabaseAccess database;
  private final NumberedTable<AccessToken> table;

  JdbiTokenRepository(DatabaseAccess database) {
    this.database = database;
    this.table =
        new NumberedTable<>(database, "access_token", "tokens", (row, context) -> read(row));
  }

  @Override
  public AccessToken insert(AccessToken draft, String hash) {
    return database.inTransaction(
        "write to",
        handle -> {
          deleteBeyond(handle, draft.subject());
          handle
              .createUpdate(
                  "INSERT INTO access_token (token_hash, kind, subject, name, scopes_text, ip,"
                      + " created_micros, expires_micros) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
              .bind(0, hash)
              .bind(1, draft.kind().name())
              .bind(2, TextColumn.fit(draft.subject(), SUBJECT_CHARS))
              .bind(3, TextColumn.fit(draft.name(), 100))
              .bind(4, Scopes.join(draft.scopes()))
              .bind(5, TextColumn.fitOrNull(draft.ip(), 64))
              .bind(6, Micros.of(draft.createdAt()))
              .bind(7, Micros.of(draft.expiresAt()))
              .execute();
          return table.find(handle, "token_hash", hash).orElseThrow();
        });
  }

  private static void deleteBeyond(Handle handle, String subject) {
    List<Long> beyond =
        handle
            .createQuery(
                "SELECT id FROM access_token WHERE subject = ? ORDER BY id DESC LIMIT 1000"
                    + " OFFSET ?")
            .bind(0, TextColumn.fit(subject, SUBJECT_CHARS))
            .bind(1, MAX_OF_SUBJECT - 1)
            .mapTo(Long.class)
            .list();
    for (Long id : beyond) {
      handle.createUpdate("DELETE FROM access_token WHERE id = ?").bind(0, id).execute();
    }
  }

  @Override
  public Optional<AccessToken> findByHash(String hash) {
    return table.find("token_hash", hash);
  }

  @Override
  public Optional<AccessToken> find(long id) {
    return table.find(id);
  }

  @Override
  public List<AccessToken> list(@Nullable String subject, long beforeId, int limit) {
    return subject == null
        ? table.list(beforeId, limit)
        : table.list("subject", subject, beforeId, limit);
  }

  @Override
  public void used(long id, Instant now) {
    database.inTransaction(
        "write to",
        handle ->
            handle
                .createUpdate("UPDATE access_token SET last_used_micros = ? WHERE id = ?")
                .bind(0, Micros.of(now))
                .bind(1, id)
                .execute());
  }

  @Override
  public boolean revoke(long id, Instant now) {
    return database.inTransaction(
        "write to",
        handle ->
            handle
                    .createUpdate(
                        "UPDATE access_token SET revoked_micros = ? WHERE id = ?"
                            + " AND revoked_micros IS NULL")
                    .bind(0, Micros.of(now))
                    .bind(1, id)
                    .execute()
                > 0);
  }

  @Override
  public int revokeSubject(String subject, Instant now) {
    return database.inTransaction(
        "write to",
        handle -> {
          cut(handle, subject, now);
          return revoke(handle, subject, now);
        });
  }

  @Override
  public int revokeOwn(String subject, Instant now) {
    return database.inTransaction("write to", handle -> revoke(handle, subject, now));
  }

  private static int revoke(Handle handle, String subject, Instant now) {
    boolean all = subject.equals(ALL);
    var update =
        handle
            .createUpdate(
                "UPDATE access_token SET revoked_micros = ? WHERE revoked_micros IS NULL"
                    + (all ? "" : " AND subject = ?"))
            .bind(0, Micros.of(now));
    return (all ? update : update.bind(1, subject)).execute();
  }

  private static void cut(Handle handle, String subject, Instant now) {
    if (subject.equals(ALL)) {
      // It covers every other one.
      handle.createUpdate("DELETE FROM access_cutoff").execute();
    } else {
      handle.createUpdate("DELETE FROM access_cutoff WHERE subject = ?").bind(0, subject).execute();
      Rows.checkRoom(
          handle, "access_cutoff", MAX_CUTOFFS, "Revoke the tokens of all subjects at once.");
    }
    handle
        .createUpdate("INSERT INTO access_cutoff (subject, before_micros) VALUES (?, ?)")
        .bind(0, TextColumn.fit(subject, 500))
        .bind(1, Micros.of(now))
        .execute();
  }

  @Override
  public int deleteExpired(Instant before, int maxRows) {
    return database.inTransaction(
        "clean",
        handle ->
            Rows.deleteSome(
                handle,
                "access_token",
                "expires_micros < ?",
                "expires_micros",
                before,
                1,
                maxRows));
  }

  private static AccessToken read(ResultSet row) throws SQLException {
    return new AccessToken(
        row.getLong("id"),
        AccessToken.Kind.valueOf(row.getString("kind")),
        row.getString("subject"),
        row.getString("name"),
        Scopes.split(row.getString("scopes_text")),
        row.getString("ip"),
        Micros.toInstant(row.getLong("created_micros")),
        Micros.toInstant(row.getLong("expires_micros")),
        Rows.instant(row, "last_used_micros"),
        Rows.instant(row, "revoked_micros"));
  }
}
