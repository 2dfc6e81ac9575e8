package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardedConnectionTest {
  private final AtomicBoolean alive = new AtomicBoolean(true);
  private final JdbcDataSource source = new JdbcDataSource();

  GuardedConnectionTest(@TempDir Path folder) {
    source.setURL("jdbc:h2:file:" + folder.resolve("guarded"));
  }

  @Test
  void while_the_database_is_alive_it_is_the_connection() throws SQLException {
    try (Connection guarded = GuardedConnection.of(source.getConnection(), alive::get);
        Statement statement = guarded.createStatement()) {
      guarded.setAutoCommit(false);
      try (ResultSet result = statement.executeQuery("SELECT 7")) {
        assertThat(result.next()).isTrue();
        assertThat(result.getInt(1)).isEqualTo(7);
      }
      guarded.rollback();
      assertThat(guarded.isValid(1)).isTrue();
      assertThatThrownBy(() -> guarded.prepareStatement("no sql"))
          .as("H2's own word")
          .isInstanceOf(SQLSyntaxErrorException.class);
    }
  }

  @Test
  void once_the_database_is_dead_h2_is_not_called_any_more() throws SQLException {
    Connection connection = source.getConnection();
    Connection guarded = GuardedConnection.of(connection, alive::get);
    guarded.setAutoCommit(false);
    alive.set(false);
    assertThatThrownBy(guarded::rollback)
        .isInstanceOf(SQLException.class)
        .extracting(e -> ((SQLException) e).getSQLState())
        .as("what the pool throws a connection away for")
        .isEqualTo("08003");
    assertThatThrownBy(() -> guarded.setAutoCommit(true)).isInstanceOf(SQLException.class);
    assertThat(guarded.isValid(1)).isFalse();
    assertThat(guarded.isClosed()).isTrue();
    guarded.close();
    assertThat(connection.isClosed()).as("H2 was left alone").isFalse();
    assertThat(connection.getAutoCommit()).isFalse();
    connection.close();
  }
}
