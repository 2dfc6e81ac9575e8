package io.opsagent.storage;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Opens connections with a driver that DriverManager need not know, each with the credentials of
 * that moment. Any thread.
 */
final class DriverDataSource implements DataSource {
  private final Driver driver;
  private final String url;
  private final Properties properties;
  private final Supplier<DatabaseCredentials> credentials;

  DriverDataSource(
      Driver driver, String url, Properties properties, Supplier<DatabaseCredentials> credentials) {
    this.driver = driver;
    this.url = url;
    this.properties = properties;
    this.credentials = credentials;
  }

  @Override
  public Connection getConnection() throws SQLException {
    DatabaseCredentials now = credentials();
    Properties all = new Properties();
    properties.stringPropertyNames().forEach(key -> all.put(key, properties.getProperty(key)));
    if (now.username() != null) {
      all.put("user", now.username());
    }
    if (now.password() != null) {
      all.put("password", now.password());
    }
    Connection connection = driver.connect(url, all);
    if (connection == null) {
      throw new SQLException("The driver does not know this kind of URL");
    }
    return connection;
  }

  /** For a pool every failure to connect is of this type; the message is the whole of it. */
  private DatabaseCredentials credentials() throws SQLException {
    try {
      return credentials.get();
    } catch (StorageException e) {
      // 28000: invalid authorization specification.
      throw new SQLException(e.getMessage(), "28000");
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("The user is that of the settings");
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  /** The timeouts are among the properties; those of a pool do not reach further. */
  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("Wraps no " + type.getName());
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
