package io.opsagent.storage;

import io.opsagent.storage.schema.SchemaException;
import io.opsagent.storage.schema.SchemaMigration;
import io.opsagent.storage.schema.SchemaMigrator;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jdbi.v3.core.Jdbi;

/** A database on a server that was checked, brought up to date, and has a pool of connections. */
final class OpenServer implements AutoCloseable {
  private final ConnectionPool pool;
  private final Jdbi jdbi;

  private OpenServer(ConnectionPool pool) {
    this.pool = pool;
    this.jdbi = JdbiSetup.over(pool.connections());
  }

  Jdbi jdbi() {
    return jdbi;
  }

  @Override
  public void close() {
    pool.close();
  }

  /**
   * Connects, checks the server, applies what its schema lacks.
   *
   * @param events hears of a clock that is off
   * @throws SQLException when it cannot be reached, or does not let the agent in
   * @throws Unfit when it can be reached and must not be used
   */
  static OpenServer open(
      DatabaseSettings.Server settings,
      ServerDialect dialect,
      List<SchemaMigration> migrations,
      StorageEvents events)
      throws SQLException, Unfit {
    Optional<Driver> plugin = DriverPlugins.find(settings.plugins(), settings.url());
    Driver driver = plugin.isPresent() ? plugin.get() : dialect.bundledDriver();
    String url = plugin.isPresent() ? settings.url() : dialect.bundledUrl(settings.url());
    // A step of the schema may take minutes on a large table.
    Properties patient = dialect.properties(0);
    DriverDataSource owner = new DriverDataSource(driver, url, patient, settings.credentials());
    SchemaMigrator migrator;
    try (Connection connection = owner.getConnection()) {
      ServerCheck check = new ServerCheck(dialect, connection);
      List<String> problems = check.problems();
      if (!problems.isEmpty()) {
        throw new Unfit(problems);
      }
      String clock = check.clockNotice();
      if (clock != null) {
        events.notice(clock);
      }
      migrator = new SchemaMigrator(migrations, dialect.schema(connection));
    }
    try {
      migrator.migrate(owner);
    } catch (SchemaException e) {
      throw new Unfit(List.of("Its schema cannot be used: " + e.getMessage()));
    }
    Properties properties = dialect.properties(ServerDialect.SILENCE_SECONDS);
    return new OpenServer(
        ConnectionPool.ofServer(
            new DriverDataSource(driver, url, properties, settings.credentials()),
            settings.poolSize()));
  }

  /** The server answers, and must not be used as it is. */
  static final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    Unfit(List<String> problems) {
      super(String.join(". ", problems));
      this.problems = problems;
    }

    /** One sentence each, without a full stop. */
    List<String> problems() {
      return problems;
    }
  }
}
