package io.opsagent.capture.sql;

import io.opsagent.capture.StatementKind;

/** What a prepared statement was made of. Immutable; refers to no object of the driver. */
final class PreparedText {
  private final String sql;
  private final StatementKind kind;
  private final Database database;

  PreparedText(String sql, Database database) {
    this.sql = sql;
    this.kind = StatementKind.of(sql);
    this.database = database;
  }

  String sql() {
    return sql;
  }

  StatementKind kind() {
    return kind;
  }

  Database database() {
    return database;
  }
}
