package io.opsagent.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What the filters of segments know of a kind of rows. */
record KindFacts(long id, String level, @Nullable Integer status, String method) {
  /** Columns of {@code service_log_kind}, in the order of the components. */
  static final String COLUMNS = "id, level, status, method";

  static KindFacts read(ResultSet row) throws SQLException {
    int status = row.getInt(3);
    return new KindFacts(
        row.getLong(1), row.getString(2), row.wasNull() ? null : status, row.getString(4));
  }
}
