package io.opsagent.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Rows in the text form of PostgreSQL's COPY, which costs server and client less than statements
 * with fifty parameters a row: tabs between columns, a line for each row, backslashes before what
 * would be taken for one of these (PostgreSQL, "COPY", File Formats).
 */
final class CopyText extends ColumnWriter {
  private final StringBuilder text = new StringBuilder(64 * 1024);
  private boolean isFirst = true;

  /** Whether a connection takes it: one of the driver that is in the agent's jar does. */
  static boolean isFor(Connection connection) throws SQLException {
    return connection.isWrapperFor(PGConnection.class);
  }

  /** Ends a row. */
  void endRow() {
    text.append('\n');
    isFirst = true;
  }

  /**
   * Sends all rows, in the transaction of the connection.
   *
   * @param columns with commas between, in the order of the values
   */
  void copyTo(Connection connection, String table, String columns) throws SQLException {
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    try {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(
              "COPY " + table + " (" + columns + ") FROM STDIN", new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new SQLException("Rows could not be sent to the server", "08006", e);
    }
  }

  @Override
  void string(@Nullable String value) {
    next();
    if (value == null) {
      text.append("\\N");
      return;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> text.append("\\\\");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        default -> text.append(c);
      }
    }
  }

  @Override
  void bool(boolean value) {
    next();
    text.append(value ? 't' : 'f');
  }

  @Override
  void number(@Nullable Number value) {
    next();
    if (value == null) {
      text.append("\\N");
    } else {
      text.append(value.longValue());
    }
  }

  private void next() {
    if (!isFirst) {
      text.append('\t');
    }
    isFirst = false;
  }
}
