package io.opsagent.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;

/** The connections to a database, set up so that the application does not feel the pool. */
final class ConnectionPool implements AutoCloseable {
  /** HikariCP reads the file that this system property names, and nothing can stop it. */
  private static final String HIKARI_FILE = "hikaricp.configurationFile";

  /** One for the writer, the others for those who read. */
  private static final int CONNECTIONS = 4;

  private static final int CONNECTION_TIMEOUT_SECONDS = 5;

  private final DataSource connections;
  private final Runnable closing;

  private ConnectionPool(DataSource connections, Runnable closing) {
    this.connections = connections;
    this.closing = closing;
  }

  /**
   * Opens a pool.
   *
   * @param alive whether the database can give connections
   * @throws com.zaxxer.hikari.pool.HikariPool.PoolInitializationException when no connection opens
   * @throws SQLException when no connection opens
   */
  static ConnectionPool open(JdbcDataSource source, BooleanSupplier alive) throws SQLException {
    if (System.getProperty(HIKARI_FILE) != null) {
      // The file is for the application's pool: it may name drivers, users and statements that do
      // not exist here. H2's own pool does the same work, without threads.
      return openOfH2(source, alive);
    }
    HikariDataSource pool = new HikariDataSource(hikari(new GuardedDataSource(source, alive)));
    return new ConnectionPool(pool, pool::close);
  }

  /**
   * Makes a pool for a database server. Opens one connection.
   *
   * @param size connections at most
   * @throws com.zaxxer.hikari.pool.HikariPool.PoolInitializationException when none opens
   */
  static ConnectionPool ofServer(DataSource source, int size) {
    if (System.getProperty(HIKARI_FILE) != null) {
      // A connection for each task; the threads that have tasks are few.
      return new ConnectionPool(source, () -> {});
    }
    HikariConfig config = hikari(source);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setIdleTimeout(TimeUnit.MINUTES.toMillis(5));
    // Servers, firewalls and proxies close what is old or silent.
    config.setMaxLifetime(TimeUnit.MINUTES.toMillis(30));
    config.setKeepaliveTime(TimeUnit.MINUTES.toMillis(2));
    HikariDataSource pool = new HikariDataSource(config);
    return new ConnectionPool(pool, pool::close);
  }

  DataSource connections() {
    return connections;
  }

  @Override
  public void close() {
    closing.run();
  }

  private static ConnectionPool openOfH2(JdbcDataSource source, BooleanSupplier alive)
      throws SQLException {
    JdbcConnectionPool pool = JdbcConnectionPool.create(source);
    pool.setMaxConnections(CONNECTIONS);
    pool.setLoginTimeout(CONNECTION_TIMEOUT_SECONDS);
    pool.getConnection().close();
    return new ConnectionPool(new GuardedDataSource(pool, alive), pool::dispose);
  }

  private static HikariConfig hikari(DataSource source) {
    HikariConfig config = new HikariConfig();
    // Without a name HikariCP counts its pools in a system property, which would be the
    // application's. A data source instead of a URL: no call of DriverManager.
    config.setPoolName("opsagent-storage");
    config.setDataSource(source);
    config.setThreadFactory(new StorageThreads());
    config.setRegisterMbeans(false);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(CONNECTIONS);
    config.setConnectionTimeout(CONNECTION_TIMEOUT_SECONDS * 1_000L);
    config.setValidationTimeout(CONNECTION_TIMEOUT_SECONDS * 1_000L);
    // An embedded database has no network that would make old connections go stale.
    config.setMaxLifetime(0);
    config.setKeepaliveTime(0);
    config.setInitializationFailTimeout(1);
    return config;
  }
}
