package io.opsagent.storage;

import io.opsagent.storage.resources.Resource;
import io.opsagent.storage.resources.ResourceRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Hosts, instances, databases and caches in the tables {@code ops_...}. */
final class JdbiResourceRepository implements ResourceRepository {
  private static final int SERVICE_CHARS = 100;
  private static final int IDENT_CHARS = 200;

  private final DatabaseAccess database;

  JdbiResourceRepository(DatabaseAccess database) {
    this.database = database;
  }

  @Override
  public List<Resource> servers(Instant since) {
    return database.use(
        "read servers from",
        handle ->
            handle
                .createQuery(
                    "SELECT id, NULL AS service, ident, id AS server_id, facts_json,"
                        + " created_micros, updated_micros FROM ops_server s WHERE EXISTS ("
                        + "SELECT 1 FROM ops_worker w WHERE w.server_id = s.id"
                        + " AND w.last_seen_micros >= ?) ORDER BY id LIMIT ?")
                .bind(0, Micros.of(since))
                .bind(1, MAX_LISTED)
                .map((row, context) -> read(row, Resource.Kind.SERVER))
                .list());
  }

  @Override
  public List<Resource> instances(String service, Instant since) {
    return database.use(
        "read instances from",
        handle ->
            handle
                .createQuery(
                    "SELECT id, service, ident, server_id, facts_json, created_micros,"
                        + " updated_micros FROM ops_instance i WHERE service = ? AND EXISTS ("
                        + "SELECT 1 FROM ops_worker w WHERE w.instance_id = i.id"
                        + " AND w.last_seen_micros >= ?) ORDER BY id LIMIT ?")
                .bind(0, TextColumn.fit(service, SERVICE_CHARS))
                .bind(1, Micros.of(since))
                .bind(2, MAX_LISTED)
                .map((row, context) -> read(row, Resource.Kind.INSTANCE))
                .list());
  }

  @Override
  public List<Resource> dependencies(Resource.Kind kind, String service) {
    return database.use(
        "read " + word(kind) + "s from",
        handle ->
            handle
                .createQuery(
                    "SELECT id, service, ident, NULL AS server_id, facts_json, created_micros,"
                        + " updated_micros FROM ops_dependency WHERE service = ? AND kind = ?"
                        + " ORDER BY id LIMIT ?")
                .bind(0, TextColumn.fit(service, SERVICE_CHARS))
                .bind(1, word(kind))
                .bind(2, MAX_LISTED)
                .map((row, context) -> read(row, kind))
                .list());
  }

  private static String word(Resource.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void describe(Resource.Kind kind, long id, String factsJson, Instant now) {
    String table =
        switch (kind) {
          case SERVER -> "ops_server";
          case INSTANCE -> "ops_instance";
          case DATABASE, CACHE -> throw new IllegalArgumentException(kind + " has no worker");
        };
    database.inTransaction(
        "write to",
        handle ->
            handle
                .createUpdate(
                    "UPDATE " + table + " SET facts_json = ?, updated_micros = ? WHERE id = ?")
                .bind(0, facts(factsJson))
                .bind(1, Micros.of(now))
                .bind(2, id)
                .execute());
  }

  @Override
  public void describeDependency(
      Resource.Kind kind, String service, String ident, String factsJson, Instant now) {
    String serviceText = TextColumn.fit(service, SERVICE_CHARS);
    String identText = TextColumn.fit(ident, IDENT_CHARS);
    database.inTransaction(
        "write to",
        handle -> {
          if (update(handle, kind, serviceText, identText, factsJson, now) > 0) {
            return 1;
          }
          Rows.checkRoom(handle, "ops_dependency", MAX_DEPENDENCIES, "Name fewer.");
          return handle
              .createUpdate(
                  "INSERT INTO ops_dependency (kind, service, ident, facts_json, created_micros,"
                      + " updated_micros) VALUES (?, ?, ?, ?, ?, ?)")
              .bind(0, word(kind))
              .bind(1, serviceText)
              .bind(2, identText)
              .bind(3, facts(factsJson))
              .bind(4, Micros.of(now))
              .bind(5, Micros.of(now))
              .execute();
        });
  }

  private static int update(
      Handle handle,
      Resource.Kind kind,
      String service,
      String ident,
      String factsJson,
      Instant now) {
    return handle
        .createUpdate(
            "UPDATE ops_dependency SET facts_json = ?, updated_micros = ?"
                + " WHERE service = ? AND kind = ? AND ident = ?")
        .bind(0, facts(factsJson))
        .bind(1, Micros.of(now))
        .bind(2, service)
        .bind(3, word(kind))
        .bind(4, ident)
        .execute();
  }

  private static String facts(String json) {
    String fitting = TextColumn.json(json, MAX_FACTS_BYTES);
    if (fitting == null) {
      throw new IllegalArgumentException("Facts have more than " + MAX_FACTS_BYTES + " bytes");
    }
    return fitting;
  }

  private static Resource read(ResultSet row, Resource.Kind kind) throws SQLException {
    return new Resource(
        row.getLong("id"),
        kind,
        row.getString("service"),
        row.getString("ident"),
        serverId(row),
        Objects.requireNonNullElse(row.getString("facts_json"), "{}"),
        Micros.toInstant(row.getLong("created_micros")),
        Rows.instant(row, "updated_micros"));
  }

  private static @Nullable Long serverId(ResultSet row) throws SQLException {
    long id = row.getLong("server_id");
    return row.wasNull() ? null : (Long) id;
  }
}
