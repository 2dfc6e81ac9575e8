package io.opsagent.storage;

import java.sql.Connection;
import org.h2.jdbcx.JdbcDataSource;

/** A program that has the file of a database open until it is killed. */
final class HoldDatabase {
  private HoldDatabase() {}

  public static void main(String[] args) throws Exception {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:file:" + args[0]);
    source.setUser("OPSAGENT_OWNER");
    source.setPassword("");
    try (Connection connection = source.getConnection()) {
      System.out.println("open " + connection.isValid(0));
      System.in.read();
    }
  }
}
