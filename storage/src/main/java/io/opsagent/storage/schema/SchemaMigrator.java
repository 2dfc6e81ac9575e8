package io.opsagent.storage.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.Location;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Brings a database to the newest version of the schema. Flyway is started only when there is
 * something to do: it loads some 400 classes and takes 0.3 s, which every start of the application
 * would pay for.
 */
public final class SchemaMigrator {
  /** Where Flyway keeps what was applied. */
  public static final String HISTORY_TABLE = "opsagent_schema_history";

  private final List<SchemaMigration> migrations;
  private final SchemaDialect dialect;

  /**
   * A migrator for one engine.
   *
   * @param migrations all steps, oldest first, at least one
   * @param dialect how they read on the engine
   */
  public SchemaMigrator(List<SchemaMigration> migrations, SchemaDialect dialect) {
    if (migrations.isEmpty()) {
      throw new IllegalArgumentException("no migrations");
    }
    this.migrations = List.copyOf(migrations);
    this.dialect = dialect;
  }

  /**
   * Applies what is missing.
   *
   * @param owner connects as the user that owns the schema
   * @throws SchemaException when a step fails, or one was applied that this release does not know
   *     or knows otherwise (then nothing was changed)
   * @throws SQLException when the database does not answer
   */
  public void migrate(DataSource owner) throws SchemaException, SQLException {
    if (!isUpToDate(owner)) {
      // Another process may have done it while this one waited, so it is looked at again.
      dialect
          .lock()
          .hold(
              owner,
              () -> {
                if (!isUpToDate(owner)) {
                  applyMissing(owner);
                }
              });
    }
  }

  private boolean isUpToDate(DataSource owner) throws SchemaException, SQLException {
    int known = migrations.get(migrations.size() - 1).version();
    History history = history(owner);
    if (history.newest > known) {
      throw SchemaException.tooNew(history.newest, known, dialect.place());
    }
    for (SchemaMigration step : migrations) {
      Integer applied = history.checksums.get(step.version());
      if (applied != null && applied != step.checksum(dialect)) {
        throw SchemaException.changed(step.version());
      }
    }
    return history.newest == known && !history.failed;
  }

  private void applyMissing(DataSource owner) throws SchemaException, SQLException {
    try {
      Flyway flyway = new Flyway(configuration(new TidyDataSource(owner)));
      if (history(owner).failed) {
        // The steps can run twice, so a failed one is simply tried again.
        flyway.repair();
      }
      flyway.migrate();
    } catch (FlywayException e) {
      throw SchemaException.failed(e);
    }
  }

  private FluentConfiguration configuration(DataSource owner) {
    ClassLoader loader = new ResourcelessClassLoader(SchemaMigrator.class.getClassLoader());
    // envVars() and loadDefaultConfigurationFiles() are not called: what the application sets for
    // its own Flyway must not reach this one.
    return new FluentConfiguration(loader)
        .loggers(SilentFlywayLog.class.getName())
        .dataSource(owner)
        .table(HISTORY_TABLE)
        .resourceProvider(new MigrationScripts(migrations, dialect))
        .javaMigrationClassProvider(List::of)
        .locations(new Location[0])
        .callbackLocations(new Location[0])
        .skipDefaultCallbacks(true)
        .placeholderReplacement(false)
        // Tables without a history are those of a first start that was cut off.
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .cleanDisabled(true);
  }

  private static History history(DataSource owner) throws SQLException {
    try (Connection connection = owner.getConnection()) {
      if (!historyExists(connection)) {
        return new History(0, false, Map.of());
      }
      int newest = 0;
      boolean failed = false;
      Map<Integer, Integer> checksums = new HashMap<>();
      String q = connection.getMetaData().getIdentifierQuoteString();
      String sql =
          "SELECT "
              + q
              + "version"
              + q
              + ", "
              + q
              + "success"
              + q
              + ", "
              + q
              + "checksum"
              + q
              + " FROM "
              + q
              + HISTORY_TABLE
              + q;
      try (PreparedStatement statement = connection.prepareStatement(sql);
          ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String version = rows.getString(1);
          // Rows without a version are markers of Flyway, such as the one for a created schema.
          if (version != null) {
            int number = Integer.parseInt(version);
            newest = Math.max(newest, number);
            int checksum = rows.getInt(3);
            // The marker of a first start that was cut off has none.
            if (!rows.wasNull() && rows.getBoolean(2)) {
              checksums.put(number, checksum);
            }
          }
          failed |= !rows.getBoolean(2);
        }
      }
      return new History(newest, failed, checksums);
    }
  }

  private static boolean historyExists(Connection connection) throws SQLException {
    try (ResultSet tables =
        connection
            .getMetaData()
            .getTables(
                connection.getCatalog(),
                connection.getSchema(),
                HISTORY_TABLE,
                new String[] {"TABLE", "BASE TABLE"})) {
      return tables.next();
    }
  }

  /**
   * What was applied.
   *
   * @param checksums of the steps that went well, by version
   */
  private record History(int newest, boolean failed, Map<Integer, Integer> checksums) {}
}
