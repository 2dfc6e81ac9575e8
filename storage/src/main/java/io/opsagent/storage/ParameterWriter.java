package io.opsagent.storage;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** Binds one parameter of a statement after the other. */
final class ParameterWriter extends ColumnWriter {
  private final PreparedStatement statement;
  private int index;

  ParameterWriter(PreparedStatement statement) {
    this.statement = statement;
  }

  @Override
  void string(@Nullable String value) throws SQLException {
    statement.setString(++index, value);
  }

  @Override
  void bool(boolean value) throws SQLException {
    statement.setBoolean(++index, value);
  }

  @Override
  void number(@Nullable Number value) throws SQLException {
    if (value == null) {
      statement.setNull(++index, Types.BIGINT);
    } else {
      statement.setLong(++index, value.longValue());
    }
  }
}
