package io.opsagent.storage;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.function.BooleanSupplier;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Opens connections for the pool only while the database is alive. H2 closes a database after a
 * failed write; the pool would then open it again by itself, without our settings. The connections
 * call H2 only while it is alive, too.
 */
final class GuardedDataSource implements DataSource {
  private final DataSource source;
  private final BooleanSupplier alive;

  GuardedDataSource(DataSource source, BooleanSupplier alive) {
    this.source = source;
    this.alive = alive;
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (!alive.getAsBoolean()) {
      // 08003: connection does not exist.
      throw new SQLException("The operations database is closed", "08003");
    }
    return GuardedConnection.of(source.getConnection(), alive);
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("The user is that of the data source");
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return source.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    source.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    source.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return source.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return source.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return source.isWrapperFor(type);
  }
}
