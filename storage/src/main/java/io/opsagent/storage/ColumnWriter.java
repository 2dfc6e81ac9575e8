package io.opsagent.storage;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Takes the columns of a row, one after the other, cut and cleaned as they are stored. */
abstract class ColumnWriter {

  final void text(@Nullable String value, int maxChars) throws SQLException {
    string(TextColumn.fitOrNull(value, maxChars));
  }

  final void json(@Nullable String value, int maxBytes) throws SQLException {
    string(TextColumn.json(value, maxBytes));
  }

  /** The number and, in the next column, the hash. */
  final void bucket(@Nullable Bucket bucket) throws SQLException {
    number(bucket == null ? null : bucket.number());
    number(bucket == null ? null : bucket.hash());
  }

  abstract void string(@Nullable String value) throws SQLException;

  abstract void bool(boolean value) throws SQLException;

  abstract void number(@Nullable Number value) throws SQLException;
}
