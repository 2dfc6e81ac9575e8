package io.opsagent.storage.schema;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * A data source that stands before another one; only how connections are got is left to say. As
 * safe for threads as the other one; what that throws is thrown.
 */
public abstract class ForwardingDataSource implements DataSource {
  private final DataSource source;

  /** Stands before that source. */
  protected ForwardingDataSource(DataSource source) {
    this.source = source;
  }

  /** The source behind this one. */
  protected final DataSource source() {
    return source;
  }

  @Override
  public final PrintWriter getLogWriter() throws SQLException {
    return source.getLogWriter();
  }

  @Override
  public final void setLogWriter(PrintWriter out) throws SQLException {
    source.setLogWriter(out);
  }

  @Override
  public final void setLoginTimeout(int seconds) throws SQLException {
    source.setLoginTimeout(seconds);
  }

  @Override
  public final int getLoginTimeout() throws SQLException {
    return source.getLoginTimeout();
  }

  @Override
  public final Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return source.getParentLogger();
  }

  @Override
  public final <T> T unwrap(Class<T> type) throws SQLException {
    return source.unwrap(type);
  }

  @Override
  public final boolean isWrapperFor(Class<?> type) throws SQLException {
    return source.isWrapperFor(type);
  }
}
