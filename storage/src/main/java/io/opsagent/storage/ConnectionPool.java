package io.opsagent.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;

/** Sets up HikariCP so that neither the application feels it nor it the application. */
final class ConnectionPool {
  /** One for the writer, the others for those who read. */
  private static final int CONNECTIONS = 4;

  private static final long CONNECTION_TIMEOUT_MILLIS = 5_000;

  private ConnectionPool() {}

  /**
   * Opens a pool over a data source.
   *
   * @throws StorageException when the application's own HikariCP configuration file is in the way
   * @throws com.zaxxer.hikari.pool.HikariPool.PoolInitializationException when no connection opens
   */
  static HikariDataSource open(DataSource source) {
    HikariConfig config = emptyConfig();
    // Without a name HikariCP counts its pools in a system property, which would be the
    // application's. A data source instead of a URL: no call of DriverManager.
    config.setPoolName("opsagent-storage");
    config.setDataSource(source);
    config.setThreadFactory(new StorageThreads());
    config.setRegisterMbeans(false);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(CONNECTIONS);
    config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
    config.setValidationTimeout(CONNECTION_TIMEOUT_MILLIS);
    // An embedded database has no network that would make old connections go stale.
    config.setMaxLifetime(0);
    config.setKeepaliveTime(0);
    config.setInitializationFailTimeout(1);
    return new HikariDataSource(config);
  }

  /**
   * The constructor reads the file that -Dhikaricp.configurationFile names, which is meant for the
   * application's pool; all that it can set and that we do not set ourselves is taken back here.
   */
  private static HikariConfig emptyConfig() {
    HikariConfig config;
    try {
      config = new HikariConfig();
    } catch (RuntimeException e) {
      throw new StorageException(
          "The connection pool of the operations database cannot start: it has to read the file "
              + System.getProperty("hikaricp.configurationFile")
              + " of -Dhikaricp.configurationFile and does not understand it. Set the"
              + " application's pool up in another way",
          e);
    }
    config.setAutoCommit(true);
    config.setReadOnly(false);
    config.setTransactionIsolation(null);
    config.setConnectionInitSql(null);
    config.setConnectionTestQuery(null);
    config.setCatalog(null);
    config.setSchema(null);
    config.setUsername(null);
    config.setPassword(null);
    config.setDataSourceJNDI(null);
    config.getDataSourceProperties().clear();
    config.getHealthCheckProperties().clear();
    config.setIsolateInternalQueries(false);
    config.setAllowPoolSuspension(false);
    config.setLeakDetectionThreshold(0);
    return config;
  }
}
