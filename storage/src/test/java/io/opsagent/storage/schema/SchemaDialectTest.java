package io.opsagent.storage.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaDialectTest {
  /** Flyway compares the sum of a script with the one that it wrote down when it ran. */
  @Test
  void the_first_step_reads_on_h2_as_in_databases_that_exist() throws Exception {
    try (InputStream in =
        getClass()
            .getResourceAsStream("/io/opsagent/storage/migration/test/V1__service_log_h2.sql")) {
      String before = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(SchemaMigration.ALL.get(0).sql(SchemaDialect.H2)).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void no_name_is_left_in_any_script(SchemaDialect dialect) {
    for (SchemaMigration migration : SchemaMigration.ALL) {
      assertThat(migration.sql(dialect)).as(migration.resource()).doesNotContain("${");
    }
  }

  @Test
  void an_unknown_name_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SchemaDialect.POSTGRESQL.translate("CREATE TABLE a (b ${txt})"))
        .withMessageContaining("${txt}");
  }

  @Test
  void a_script_for_mysql_has_no_if_not_exists_but_for_tables() {
    for (SchemaMigration migration : SchemaMigration.ALL) {
      assertThat(migration.sql(SchemaDialect.MYSQL).replace("CREATE TABLE IF NOT EXISTS", ""))
          .as(migration.resource())
          .doesNotContain("IF NOT EXISTS");
    }
  }

  @Test
  void quotes_in_a_later_column_are_kept_on_mysql() {
    assertThat(
            SchemaDialect.MYSQL.translate(
                "ALTER TABLE a ADD COLUMN IF NOT EXISTS b VARCHAR(9) DEFAULT 'x';"))
        .contains("'ALTER TABLE a ADD COLUMN b VARCHAR(9) DEFAULT ''x'''");
  }

  static SchemaDialect[] all() {
    return new SchemaDialect[] {
      SchemaDialect.H2, SchemaDialect.POSTGRESQL, SchemaDialect.MARIADB, SchemaDialect.MYSQL
    };
  }
}
