package io.opsagent.storage;

import io.opsagent.storage.workers.IndexTakenException;
import io.opsagent.storage.workers.Worker;
import io.opsagent.storage.workers.WorkerIdentity;
import io.opsagent.storage.workers.WorkerRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jdbi.v3.core.Handle;

/** Workers in table {@code ops_worker} of any engine that the schema exists for. */
final class JdbiWorkerRepository implements WorkerRepository {
  private static final int SERVICE_CHARS = 100;
  private static final int IDENT_CHARS = 200;
  private static final int MAX_LISTED = 1_000;
  private static final String SELECT =
      "SELECT id, writer, instance_id, server_id, worker_index, pid, started_micros,"
          + " last_seen_micros, ended_micros FROM ops_worker";

  private final DatabaseAccess database;

  JdbiWorkerRepository(DatabaseAccess database) {
    this.database = database;
  }

  @Override
  public Worker register(
      WorkerIdentity identity, Instant now, Duration silence, LongPredicate isAliveHere) {
    return database.inTransaction(
        "register with",
        handle -> {
          Optional<Worker> known = byWriter(handle, identity.writer());
          if (known.isPresent()) {
            // The answer to an earlier try was lost.
            return known.get();
          }
          String server = TextColumn.fit(identity.server(), IDENT_CHARS);
          long serverId = serverId(handle, server, identity.hostname(), now);
          long instanceId = instanceId(handle, identity, serverId, now);
          int index = freeIndex(handle, identity, instanceId, serverId, now, silence, isAliveHere);
          handle
              .createUpdate(
                  "INSERT INTO ops_worker (writer, service, instance_id, server_id, worker_index,"
                      + " pid, started_micros, last_seen_micros) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
              .bind(0, identity.writer())
              .bind(1, TextColumn.fit(identity.service(), SERVICE_CHARS))
              .bind(2, instanceId)
              .bind(3, serverId)
              .bind(4, index)
              .bind(5, identity.pid())
              .bind(6, Micros.of(identity.started()))
              .bind(7, Micros.of(now))
              .execute();
          return byWriter(handle, identity.writer()).orElseThrow();
        });
  }

  private static Optional<Worker> byWriter(Handle handle, String writer) {
    return handle
        .createQuery(SELECT + " WHERE writer = ?")
        .bind(0, writer)
        .map((row, context) -> read(row))
        .findOne();
  }

  private static long serverId(Handle handle, String ident, String hostname, Instant now) {
    Optional<Long> known = serverId(handle, ident);
    if (known.isEmpty()) {
      handle
          .createUpdate("INSERT INTO ops_server (ident, hostname, created_micros) VALUES (?, ?, ?)")
          .bind(0, ident)
          .bind(1, TextColumn.fit(hostname, IDENT_CHARS))
          .bind(2, Micros.of(now))
          .execute();
    }
    return serverId(handle, ident).orElseThrow();
  }

  private static Optional<Long> serverId(Handle handle, String ident) {
    return handle
        .createQuery("SELECT id FROM ops_server WHERE ident = ?")
        .bind(0, ident)
        .mapTo(Long.class)
        .findOne();
  }

  private static long instanceId(
      Handle handle, WorkerIdentity identity, long serverId, Instant now) {
    String service = TextColumn.fit(identity.service(), SERVICE_CHARS);
    String ident = TextColumn.fit(identity.instance(), IDENT_CHARS);
    Optional<Long> known = instanceId(handle, service, ident);
    if (known.isEmpty()) {
      handle
          .createUpdate(
              "INSERT INTO ops_instance (service, ident, server_id, created_micros)"
                  + " VALUES (?, ?, ?, ?)")
          .bind(0, service)
          .bind(1, ident)
          .bind(2, serverId)
          .bind(3, Micros.of(now))
          .execute();
    }
    return instanceId(handle, service, ident).orElseThrow();
  }

  private static Optional<Long> instanceId(Handle handle, String service, String ident) {
    return handle
        .createQuery("SELECT id FROM ops_instance WHERE service = ? AND ident = ?")
        .bind(0, service)
        .bind(1, ident)
        .mapTo(Long.class)
        .findOne();
  }

  private static int freeIndex(
      Handle handle,
      WorkerIdentity identity,
      long instanceId,
      long serverId,
      Instant now,
      Duration silence,
      LongPredicate isAliveHere) {
    Set<Integer> taken = new HashSet<>();
    List<Worker> open =
        handle
            .createQuery(SELECT + " WHERE instance_id = ? AND ended_micros IS NULL")
            .bind(0, instanceId)
            .map((row, context) -> read(row))
            .list();
    for (Worker other : open) {
      boolean lives =
          other.serverId() == serverId
              ? other.pid() != identity.pid() && isAliveHere.test(other.pid())
              : other.lastSeen().isAfter(now.minus(silence));
      if (!lives) {
        end(handle, other, other.lastSeen());
      } else if (identity.index() != null && other.index() == identity.index()) {
        throw new IndexTakenException(
            "service.index is "
                + identity.index()
                + ", and process "
                + other.pid()
                + " has the same one in instance "
                + identity.instance()
                + " of service "
                + identity.service()
                + ". Give each process of an instance an index of its own, 0 to "
                + MAX_INDEX
                + ", or none.");
      } else {
        taken.add(other.index());
      }
    }
    int index = identity.index() == null ? 0 : identity.index();
    while (identity.index() == null && taken.contains(index) && index < MAX_INDEX) {
      index++;
    }
    return index;
  }

  @Override
  public void seen(Worker worker, Instant now) {
    database.inTransaction(
        "write to",
        handle ->
            handle
                .createUpdate(
                    "UPDATE ops_worker SET last_seen_micros = ?, ended_micros = NULL WHERE id = ?")
                .bind(0, Micros.of(now))
                .bind(1, worker.id())
                .execute());
  }

  @Override
  public void ended(Worker worker, Instant now) {
    database.inTransaction("write to", handle -> end(handle, worker, now));
  }

  private static int end(Handle handle, Worker worker, Instant time) {
    return handle
        .createUpdate("UPDATE ops_worker SET ended_micros = ? WHERE id = ?")
        .bind(0, Micros.of(time))
        .bind(1, worker.id())
        .execute();
  }

  @Override
  public int endSilent(String service, Instant since) {
    return database.inTransaction(
        "write to",
        handle ->
            handle
                .createUpdate(
                    "UPDATE ops_worker SET ended_micros = last_seen_micros WHERE service = ?"
                        + " AND ended_micros IS NULL AND last_seen_micros < ?")
                .bind(0, TextColumn.fit(service, SERVICE_CHARS))
                .bind(1, Micros.of(since))
                .execute());
  }

  @Override
  public Optional<Worker> primary(String service, Instant since) {
    return database.use(
        "read workers from",
        handle ->
            handle
                .createQuery(
                    SELECT
                        + " WHERE service = ? AND ended_micros IS NULL AND last_seen_micros >= ?"
                        + " ORDER BY started_micros, id LIMIT 1")
                .bind(0, TextColumn.fit(service, SERVICE_CHARS))
                .bind(1, Micros.of(since))
                .map((row, context) -> read(row))
                .findOne());
  }

  @Override
  public List<Worker> list(String service) {
    return database.use(
        "read workers from",
        handle ->
            handle
                .createQuery(
                    SELECT + " WHERE service = ? ORDER BY started_micros DESC, id DESC LIMIT ?")
                .bind(0, TextColumn.fit(service, SERVICE_CHARS))
                .bind(1, MAX_LISTED)
                .map((row, context) -> read(row))
                .list());
  }

  @Override
  public int deleteEnded(Instant before, int maxRows) {
    return database.inTransaction(
        "clean",
        handle ->
            Rows.deleteSome(handle, "ops_worker", "ended_micros < ?", "id", before, 1, maxRows));
  }

  private static Worker read(ResultSet row) throws SQLException {
    long ended = row.getLong(9);
    boolean lives = row.wasNull();
    return new Worker(
        row.getLong(1),
        row.getString(2),
        row.getLong(3),
        row.getLong(4),
        row.getInt(5),
        row.getLong(6),
        Micros.toInstant(row.getLong(7)),
        Micros.toInstant(row.getLong(8)),
        lives ? null : Micros.toInstant(ended));
  }
}
