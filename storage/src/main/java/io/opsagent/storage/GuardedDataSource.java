package io.opsagent.storage;

import io.opsagent.storage.schema.ForwardingDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/**
 * Opens connections for the pool only while the database is alive. H2 closes a database after a
 * failed write; the pool would then open it again by itself, without our settings. The connections
 * call H2 only while it is alive, too.
 */
final class GuardedDataSource extends ForwardingDataSource {
  private final BooleanSupplier alive;

  GuardedDataSource(DataSource source, BooleanSupplier alive) {
    super(source);
    this.alive = alive;
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (!alive.getAsBoolean()) {
      // 08003: connection does not exist.
      throw new SQLException("The operations database is closed", "08003");
    }
    return GuardedConnection.of(source().getConnection(), alive);
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("The user is that of the data source");
  }
}
