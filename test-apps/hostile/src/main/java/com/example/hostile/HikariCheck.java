package com.example.hostile;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import javax.management.ObjectName;

/** A connection pool that lives as long as the application and registers its own MBeans. */
final class HikariCheck implements Check, AutoCloseable {
  private static final String POOL_NAME = "hostile-pool";

  private final HikariDataSource pool;

  HikariCheck() {
    HikariConfig config = new HikariConfig();
    config.setPoolName(POOL_NAME);
    config.setJdbcUrl("jdbc:h2:mem:pooled");
    config.setMaximumPoolSize(1);
    config.setRegisterMbeans(true);
    pool = new HikariDataSource(config);
  }

  @Override
  public Map<String, ?> run() throws Exception {
    Map<String, Object> seen = new TreeMap<>();
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select 6 * 7")) {
      row.next();
      seen.put("product", row.getInt(1));
      seen.put("active", pool.getHikariPoolMXBean().getActiveConnections());
    }
    seen.put(
        "mbean",
        ManagementFactory.getPlatformMBeanServer()
            .isRegistered(new ObjectName("com.zaxxer.hikari:type=Pool (" + POOL_NAME + ")")));
    return seen;
  }

  @Override
  public void close() {
    pool.close();
  }
}
