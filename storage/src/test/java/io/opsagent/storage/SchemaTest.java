package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsagent.storage.schema.SchemaMigration;
import io.opsagent.storage.schema.SchemaMigrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
  private static final String ROOT = "/io/opsagent/storage/migration/test/";
  private static final SchemaMigration COLUMN =
      next(SchemaMigration.ALL, "later column", ROOT + "later_column.sql");
  private static final SchemaMigration BROKEN =
      next(SchemaMigration.ALL, "broken", ROOT + "broken.sql");

  @Test
  void an_older_database_gets_the_missing_steps_and_keeps_its_rows(@TempDir Path folder)
      throws Exception {
    insertOne(folder, SchemaMigration.ALL);
    insertOne(folder, with(COLUMN));
    insertOne(folder, with(COLUMN));
    assertThat(count(folder, "SELECT COUNT(*) FROM service_log WHERE later_column = 7"))
        .isEqualTo(3);
    assertThat(versions(folder)).isEqualTo(with(COLUMN).size());
  }

  @Test
  void a_database_of_a_newer_release_is_set_aside_with_its_rows(@TempDir Path folder)
      throws Exception {
    insertOne(folder, with(COLUMN));
    List<String> notices = new ArrayList<>();
    OperationsDatabase.open(folder, SchemaMigration.ALL, notices::add).close();
    assertThat(notices)
        .singleElement()
        .asString()
        .contains(
            folder.resolve("ops.mv.db").toString(),
            "schema version is " + COLUMN.version(),
            "up to " + (COLUMN.version() - 1),
            "It is kept as ops.mv.db.corrupt-");
    assertThat(count(folder, "SELECT COUNT(*) FROM service_log")).isZero();
    putBack(folder);
    assertThat(count(folder, "SELECT COUNT(*) FROM service_log")).isEqualTo(1);
  }

  @Test
  void a_database_whose_schema_reads_otherwise_is_set_aside(@TempDir Path folder) throws Exception {
    insertOne(folder, SchemaMigration.ALL);
    try (Connection owner = owner(folder);
        Statement statement = owner.createStatement()) {
      statement.execute(
          "UPDATE \""
              + SchemaMigrator.HISTORY_TABLE
              + "\" SET \"checksum\" = 7 WHERE \"version\" = '2'");
    }
    List<String> notices = new ArrayList<>();
    OperationsDatabase.open(folder, SchemaMigration.ALL, notices::add).close();
    assertThat(notices)
        .singleElement()
        .asString()
        .contains("version 2 of its schema is another one", "It is kept as ops.mv.db.corrupt-");
    assertThat(count(folder, "SELECT COUNT(*) FROM service_log")).isZero();
  }

  @Test
  void a_first_start_that_was_cut_off_before_its_end_is_finished_by_the_next(@TempDir Path folder)
      throws Exception {
    insertOne(folder, SchemaMigration.ALL);
    try (Connection owner = owner(folder);
        Statement statement = owner.createStatement()) {
      statement.execute("DROP INDEX ix_service_log_user");
      statement.execute("DROP TABLE \"" + SchemaMigrator.HISTORY_TABLE + "\"");
    }
    insertOne(folder, SchemaMigration.ALL);
    assertThat(count(folder, "SELECT COUNT(*) FROM service_log")).isEqualTo(2);
    assertThat(
            count(
                folder,
                "SELECT COUNT(*) FROM information_schema.indexes"
                    + " WHERE index_name = 'IX_SERVICE_LOG_USER'"))
        .isEqualTo(1);
  }

  @Test
  void a_step_that_failed_is_tried_again_and_the_failure_loses_nothing(@TempDir Path folder)
      throws Exception {
    insertOne(folder, SchemaMigration.ALL);
    List<String> notices = new ArrayList<>();
    try (OperationsDatabase database =
        OperationsDatabase.open(folder, with(BROKEN), notices::add)) {
      assertThat(notices)
          .singleElement()
          .asString()
          .contains("schema could not be brought up to date", "broken.sql", "tried again");
      assertThat(database.problem()).contains("broken.sql");
      assertThatThrownBy(() -> database.serviceLogs().insert(List.of(ServiceLogs.log())))
          .isInstanceOf(StorageException.class);
    }
    assertThat(
            count(
                folder,
                "SELECT COUNT(*) FROM \""
                    + SchemaMigrator.HISTORY_TABLE
                    + "\" WHERE NOT \"success\""))
        .isEqualTo(1);
    insertOne(folder, with(COLUMN));
    assertThat(count(folder, "SELECT COUNT(*) FROM service_log")).isEqualTo(2);
    assertThat(versions(folder)).isEqualTo(with(COLUMN).size());
  }

  @Test
  void every_script_can_run_twice(@TempDir Path folder) throws Exception {
    insertOne(folder, SchemaMigration.ALL);
    try (Connection owner = owner(folder);
        Statement statement = owner.createStatement()) {
      statement.execute("DELETE FROM \"" + SchemaMigrator.HISTORY_TABLE + "\"");
    }
    insertOne(folder, SchemaMigration.ALL);
    assertThat(versions(folder)).isEqualTo(SchemaMigration.ALL.size());
  }

  private static void insertOne(Path folder, List<SchemaMigration> migrations) {
    try (OperationsDatabase database = OperationsDatabase.open(folder, migrations, line -> {})) {
      database.serviceLogs().insert(List.of(ServiceLogs.log()));
    }
  }

  private static void putBack(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      Path aside =
          files.filter(file -> file.toString().contains(".corrupt-")).findFirst().orElseThrow();
      Files.move(aside, folder.resolve("ops.mv.db"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static long versions(Path folder) throws SQLException {
    return count(
        folder,
        "SELECT COUNT(*) FROM \""
            + SchemaMigrator.HISTORY_TABLE
            + "\" WHERE \"success\" AND \"type\" = 'SQL'");
  }

  private static long count(Path folder, String sql) throws SQLException {
    try (Connection owner = owner(folder);
        var rows = owner.createStatement().executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static Connection owner(Path folder) throws SQLException {
    assertThat(Files.exists(folder.resolve("ops.mv.db"))).isTrue();
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:file:" + folder.resolve("ops"));
    source.setUser("OPSAGENT_OWNER");
    source.setPassword("");
    return source.getConnection();
  }

  private static List<SchemaMigration> with(SchemaMigration later) {
    List<SchemaMigration> all = new ArrayList<>(SchemaMigration.ALL);
    all.add(later);
    return all;
  }

  private static SchemaMigration next(
      List<SchemaMigration> known, String description, String resource) {
    return new SchemaMigration(known.get(known.size() - 1).version() + 1, description, resource);
  }
}
