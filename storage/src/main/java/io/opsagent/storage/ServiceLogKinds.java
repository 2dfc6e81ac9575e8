package io.opsagent.storage;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the kinds of rows, at most {@value #MAX_KINDS} of one database; rows of further ones have
 * none. A kind is committed before a row names it. Two processes may number the same kind twice,
 * which costs a search one place more to look at. Any thread.
 */
final class ServiceLogKinds {
  static final int MAX_KINDS = 20_000;

  /** Of them with an exception, so that many different ones leave room for all endpoints. */
  static final int MAX_EXCEPTION_KINDS = 10_000;

  private final DatabaseAccess database;

  // Under the lock.
  private final Map<ServiceLogKind, Long> numbers = new HashMap<>();
  private final Set<String> services = new LinkedHashSet<>();
  private long newest;
  private int exceptionKinds;

  ServiceLogKinds(DatabaseAccess database) {
    this.database = database;
  }

  /** The kind of each row, those that are new made. */
  synchronized List<Long> of(List<ServiceLog> logs) {
    List<@Nullable ServiceLogKind> kinds = new ArrayList<>(logs.size());
    Set<ServiceLogKind> unknown = new LinkedHashSet<>();
    for (ServiceLog log : logs) {
      ServiceLogKind kind = ServiceLogKind.of(log);
      kinds.add(kind);
      if (kind != null && !numbers.containsKey(kind) && hasRoomFor(kind)) {
        unknown.add(kind);
      }
    }
    if (!unknown.isEmpty()) {
      make(unknown);
    }
    List<Long> found = new ArrayList<>(logs.size());
    for (ServiceLogKind kind : kinds) {
      Long number = kind == null ? null : numbers.get(kind);
      found.add(number == null ? ServiceLogKind.NONE : number);
    }
    return found;
  }

  /**
   * Whether the database still holds what is known here. Not so when it was set aside, put back
   * from a copy, or lost its last second; then all is forgotten.
   */
  synchronized boolean areIn(Handle handle) {
    if (newest == 0) {
      return true;
    }
    boolean found =
        handle
            .createQuery("SELECT COUNT(*) FROM service_log_kind WHERE id = ?")
            .bind(0, newest)
            .mapTo(Long.class)
            .one()
            .equals(1L);
    if (!found) {
      forget();
    }
    return found;
  }

  private void forget() {
    numbers.clear();
    services.clear();
    newest = 0;
    exceptionKinds = 0;
  }

  private void make(Set<ServiceLogKind> unknown) {
    boolean newService = false;
    for (ServiceLogKind kind : unknown) {
      newService |= services.add(kind.service());
    }
    if (newService) {
      newest = 0;
    }
    database.inTransaction(
        "read the kinds of service logs of",
        handle -> {
          read(handle);
          List<ServiceLogKind> missing = new ArrayList<>(unknown);
          missing.removeAll(numbers.keySet());
          insert(handle, thatFit(missing));
          return 0;
        });
    // After the commit only, so that no number is known here that the database lost.
    database.use(
        "read the kinds of service logs of",
        handle -> {
          read(handle);
          return 0;
        });
  }

  private boolean hasRoomFor(ServiceLogKind kind) {
    return numbers.size() < MAX_KINDS
        && (kind.exceptionType() == null || exceptionKinds < MAX_EXCEPTION_KINDS);
  }

  /** Those that there is room for. */
  private List<ServiceLogKind> thatFit(List<ServiceLogKind> missing) {
    int room = MAX_KINDS - numbers.size();
    int exceptions = exceptionKinds;
    List<ServiceLogKind> fitting = new ArrayList<>();
    for (ServiceLogKind kind : missing) {
      boolean isException = kind.exceptionType() != null;
      if (fitting.size() < room && (!isException || exceptions < MAX_EXCEPTION_KINDS)) {
        fitting.add(kind);
        exceptions += isException ? 1 : 0;
      }
    }
    return fitting;
  }

  private static void insert(Handle handle, List<ServiceLogKind> kinds) throws SQLException {
    if (kinds.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        handle
            .getConnection()
            .prepareStatement(
                "INSERT INTO service_log_kind (service, endpoint_ident, method, status, level,"
                    + " route, exception_type, exception_fingerprint)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (ServiceLogKind kind : kinds) {
        insert.setString(1, kind.service());
        insert.setString(2, kind.endpointIdent());
        insert.setString(3, kind.method());
        insert.setObject(4, kind.status(), Types.INTEGER);
        insert.setString(5, kind.level());
        insert.setString(6, kind.route());
        insert.setString(7, kind.exceptionType());
        insert.setString(8, kind.fingerprint());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private void read(Handle handle) {
    for (String service : services) {
      handle
          .createQuery(
              "SELECT id, endpoint_ident, method, status, level, route, exception_type,"
                  + " exception_fingerprint FROM service_log_kind"
                  + " WHERE service = ? AND id > ? ORDER BY service, id LIMIT ?")
          .bind(0, service)
          .bind(1, newest)
          .bind(2, MAX_KINDS)
          .map(
              (row, context) -> {
                int status = row.getInt(4);
                ServiceLogKind kind =
                    new ServiceLogKind(
                        service,
                        row.getString(2),
                        row.getString(3),
                        row.wasNull() ? null : status,
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8));
                return Map.entry(kind, row.getLong(1));
              })
          .forEach(
              found -> {
                boolean isNew = numbers.putIfAbsent(found.getKey(), found.getValue()) == null;
                exceptionKinds += isNew && found.getKey().exceptionType() != null ? 1 : 0;
              });
    }
    newest = numbers.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }
}
