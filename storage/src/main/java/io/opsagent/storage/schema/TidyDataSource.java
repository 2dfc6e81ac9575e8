package io.opsagent.storage.schema;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * What Flyway gets its connections from. Flyway sets a system property just before it asks for each
 * one; it is taken away here at once, so that the application does not find it.
 */
final class TidyDataSource extends ForwardingDataSource {
  /** Of a script engine that Flyway may use; it is none of ours to set. */
  private static final String FLYWAY_PROPERTY = "polyglot.engine.WarnInterpreterOnly";

  private final boolean wasAbsent = !System.getProperties().containsKey(FLYWAY_PROPERTY);

  TidyDataSource(DataSource source) {
    super(source);
  }

  @Override
  public Connection getConnection() throws SQLException {
    tidy();
    return source().getConnection();
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    tidy();
    return source().getConnection(username, password);
  }

  private void tidy() {
    if (wasAbsent) {
      System.getProperties().remove(FLYWAY_PROPERTY, "false");
    }
  }
}
