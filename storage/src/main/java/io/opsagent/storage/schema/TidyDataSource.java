package io.opsagent.storage.schema;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * What Flyway gets its connections from. Flyway sets a system property just before it asks for each
 * one; it is taken away here at once, so that the application does not find it.
 */
final class TidyDataSource implements DataSource {
  /** Of a script engine that Flyway may use; it is none of ours to set. */
  private static final String FLYWAY_PROPERTY = "polyglot.engine.WarnInterpreterOnly";

  private final DataSource source;
  private final boolean wasAbsent = !System.getProperties().containsKey(FLYWAY_PROPERTY);

  TidyDataSource(DataSource source) {
    this.source = source;
  }

  @Override
  public Connection getConnection() throws SQLException {
    tidy();
    return source.getConnection();
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    tidy();
    return source.getConnection(username, password);
  }

  private void tidy() {
    if (wasAbsent) {
      System.getProperties().remove(FLYWAY_PROPERTY, "false");
    }
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
    return source.getParentLogger();
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
