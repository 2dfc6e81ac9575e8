package com.example.hostile;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** Uses H2 the plain old way: the driver manager has to find the driver by itself. */
final class H2Check implements Check {
  @Override
  public Map<String, ?> run() throws SQLException {
    Map<String, Object> seen = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:", "sa", "");
        Statement statement = connection.createStatement()) {
      statement.execute("create table numbers (n int)");
      statement.execute("insert into numbers select x from system_range(1, 100)");
      try (ResultSet row = statement.executeQuery("select sum(n), h2version() from numbers")) {
        row.next();
        seen.put("sum", row.getInt(1));
        seen.put("version", row.getString(2));
      }
      seen.put("driver", connection.getMetaData().getDriverVersion());
    }
    return seen;
  }
}
