package io.opsagent.storage;

import io.opsagent.storage.access.SupervisorToken;
import io.opsagent.storage.access.SupervisorTokenFilter;
import io.opsagent.storage.access.SupervisorTokenRepository;
import io.opsagent.storage.access.TokenRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Tokens of supervisors in table {@code supervisor_token}. */
final class JdbiSupervisorTokenRepository implements SupervisorTokenRepository {
  private static final int TOKEN_ID_CHARS = 200;
  private static final int SUBJECT_CHARS = 500;
  private static final int SCOPES_BYTES = 64 * 1024;

  /** What the protocol gives a token that was revoked before it was seen (spec 3.5). */
  private static final Duration UNSEEN_LIFE = Duration.ofDays(1);

  private static final String SELECT = "SELECT * FROM supervisor_token";

  private final DatabaseAccess database;

  JdbiSupervisorTokenRepository(DatabaseAccess database) {
    this.database = database;
  }

  @Override
  public Use use(SupervisorToken token, Instant now) {
    try {
      return useOnce(token, now);
    } catch (DatabaseAwayException e) {
      throw e;
    } catch (StorageException e) {
      // A page sends several requests at once: another one has just stored the first use.
      return useOnce(token, now);
    }
  }

  private Use useOnce(SupervisorToken token, Instant now) {
    return database.inTransaction(
        "write to",
        handle -> {
          if (isCutOff(handle, token)) {
            return Use.REVOKED;
          }
          List<SupervisorToken> known =
              handle
                  .createQuery(SELECT + " WHERE token_id = ?")
                  .bind(0, TextColumn.fit(token.tokenId(), TOKEN_ID_CHARS))
                  .map((row, context) -> read(row))
                  .list();
          for (SupervisorToken other : known) {
            if (other.issuerId() != token.issuerId() && other.usedTimes() > 0) {
              return Use.OTHER_ISSUER;
            }
          }
          Optional<SupervisorToken> own =
              known.stream().filter(t -> t.issuerId() == token.issuerId()).findFirst();
          if (own.isEmpty()) {
            insert(handle, token, now);
          } else if (own.get().isRevoked()) {
            return Use.REVOKED;
          } else {
            handle
                .createUpdate(
                    "UPDATE supervisor_token SET used_times = used_times + 1,"
                        + " last_activity_micros = ? WHERE id = ?")
                .bind(0, Micros.of(now))
                .bind(1, own.get().id())
                .execute();
          }
          return Use.ACCEPTED;
        });
  }

  private static boolean isCutOff(Handle handle, SupervisorToken token) {
    List<Long> cuts =
        handle
            .createQuery("SELECT before_micros FROM access_cutoff WHERE subject IN (?, ?)")
            .bind(0, TokenRepository.ALL)
            .bind(1, token.subject() == null ? "" : TextColumn.fit(token.subject(), SUBJECT_CHARS))
            .mapTo(Long.class)
            .list();
    Instant issued = token.issuedAt();
    for (Long before : cuts) {
      // A token that does not say when it was issued may be an old one.
      if (issued == null || Micros.of(issued) <= before) {
        return true;
      }
    }
    return false;
  }

  private static void insert(Handle handle, SupervisorToken token, Instant now) {
    handle
        .createUpdate(
            "INSERT INTO supervisor_token (issuer_id, token_id, issued_micros, subject,"
                + " expiry_micros, last_activity_micros, used_times, ip, scopes_text, is_revoked)"
                + " VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, FALSE)")
        .bind(0, token.issuerId())
        .bind(1, TextColumn.fit(token.tokenId(), TOKEN_ID_CHARS))
        .bind(2, Rows.micros(token.issuedAt()))
        .bind(3, TextColumn.fitOrNull(token.subject(), SUBJECT_CHARS))
        .bind(4, Micros.of(token.expiresAt()))
        .bind(5, Micros.of(now))
        .bind(6, TextColumn.fitOrNull(token.ip(), 64))
        .bind(7, TextColumn.json(Scopes.join(token.scopes()), SCOPES_BYTES))
        .execute();
  }

  @Override
  public List<SupervisorToken> list(long issuerId, SupervisorTokenFilter filter) {
    List<Object> values = new ArrayList<>();
    values.add(issuerId);
    StringBuilder sql = new StringBuilder(SELECT).append(" WHERE issuer_id = ?");
    add(sql, values, "id", filter.id());
    add(sql, values, "token_id", filter.tokenId());
    add(sql, values, "subject", filter.subject());
    add(sql, values, "ip", filter.ip());
    add(sql, values, "is_revoked", filter.isRevoked());
    sql.append(" ORDER BY id DESC LIMIT ?");
    values.add(MAX_LISTED);
    return database.use(
        "read tokens from",
        handle -> {
          Query query = handle.createQuery(sql);
          for (int i = 0; i < values.size(); i++) {
            query.bind(i, values.get(i));
          }
          return query.map((row, context) -> read(row)).list();
        });
  }

  private static void add(
      StringBuilder sql, List<Object> values, String column, @Nullable Object value) {
    if (value != null) {
      sql.append(" AND ").append(column).append(" = ?");
      values.add(value);
    }
  }

  @Override
  public int revoke(long issuerId, List<String> tokenIds, Instant now) {
    return database.inTransaction(
        "write to",
        handle -> {
          int known = 0;
          for (String tokenId : new LinkedHashSet<>(tokenIds)) {
            int found =
                handle
                    .createUpdate(
                        "UPDATE supervisor_token SET is_revoked = TRUE WHERE issuer_id = ?"
                            + " AND token_id = ?")
                    .bind(0, issuerId)
                    .bind(1, TextColumn.fit(tokenId, TOKEN_ID_CHARS))
                    .execute();
            if (found == 0 && !exists(handle, issuerId, tokenId)) {
              insertRevoked(handle, issuerId, tokenId, now);
            } else {
              known++;
            }
          }
          return known;
        });
  }

  /** MySQL's drivers may count only rows that an update changed. */
  private static boolean exists(Handle handle, long issuerId, String tokenId) {
    return handle
        .createQuery("SELECT id FROM supervisor_token WHERE issuer_id = ? AND token_id = ?")
        .bind(0, issuerId)
        .bind(1, TextColumn.fit(tokenId, TOKEN_ID_CHARS))
        .mapTo(Long.class)
        .findOne()
        .isPresent();
  }

  private static void insertRevoked(Handle handle, long issuerId, String tokenId, Instant now) {
    handle
        .createUpdate(
            "INSERT INTO supervisor_token (issuer_id, token_id, expiry_micros, used_times,"
                + " is_revoked) VALUES (?, ?, ?, 0, TRUE)")
        .bind(0, issuerId)
        .bind(1, TextColumn.fit(tokenId, TOKEN_ID_CHARS))
        .bind(2, Micros.of(now.plus(UNSEEN_LIFE)))
        .execute();
  }

  @Override
  public int deleteExpired(Instant before, int maxRows) {
    return database.inTransaction(
        "clean",
        handle ->
            Rows.deleteSome(
                handle,
                "supervisor_token",
                "expiry_micros < ?",
                "expiry_micros",
                before,
                1,
                maxRows));
  }

  private static SupervisorToken read(ResultSet row) throws SQLException {
    return new SupervisorToken(
        row.getLong("id"),
        row.getLong("issuer_id"),
        row.getString("token_id"),
        Rows.instant(row, "issued_micros"),
        row.getString("subject"),
        Micros.toInstant(row.getLong("expiry_micros")),
        Rows.instant(row, "last_activity_micros"),
        row.getLong("used_times"),
        row.getString("ip"),
        Scopes.split(row.getString("scopes_text")),
        row.getBoolean("is_revoked"));
  }
}
