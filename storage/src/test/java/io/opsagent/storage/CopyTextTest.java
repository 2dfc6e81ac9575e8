package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.storage.schema.SchemaMigration;
import io.opsagent.storage.testkit.PostgresServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyTextTest {
  @TempDir private Path folder;

  @Test
  void rows_are_copied_to_postgresql_through_the_pool_and_to_no_other_engine() throws Exception {
    PostgresServer server = PostgresServer.instance();
    try (DatabaseAccess postgresql =
            new ServerDatabase(
                server.settings(server.newDatabase()),
                SchemaMigration.ALL,
                line -> {},
                ServerDatabase.Pauses.USUAL);
        DatabaseAccess h2 =
            new ReopeningDatabase(new H2File(folder), SchemaMigration.ALL, line -> {})) {
      assertThat(isCopied(postgresql)).isTrue();
      assertThat(isCopied(h2)).isFalse();
    }
  }

  @Test
  void what_has_a_meaning_in_the_form_comes_back_as_it_was() throws Exception {
    List<String> odd =
        List.of(
            "\\N", "\\.", "\\", "a\tb", "line\nline\r\n", "\\t", "", " ", "ж\u2028\uD83D\uDE00");
    PostgresServer server = PostgresServer.instance();
    try (DatabaseAccess postgresql =
        new ServerDatabase(
            server.settings(server.newDatabase()),
            SchemaMigration.ALL,
            line -> {},
            ServerDatabase.Pauses.USUAL)) {
      List<String> read =
          postgresql.inTransaction(
              "try",
              handle -> {
                handle.execute("CREATE TABLE odd (number BIGINT, first TEXT, flag BOOLEAN)");
                CopyText rows = new CopyText();
                for (int i = 0; i < odd.size(); i++) {
                  rows.number(i);
                  rows.string(odd.get(i));
                  rows.bool(i % 2 == 0);
                  rows.endRow();
                }
                rows.number(null);
                rows.string(null);
                rows.bool(true);
                rows.endRow();
                rows.copyTo(handle.getConnection(), "odd", "number, first, flag");
                assertThat(
                        handle
                            .createQuery("SELECT COUNT(*) FROM odd WHERE number IS NULL AND flag")
                            .mapTo(Long.class)
                            .one())
                    .isEqualTo(1);
                return handle
                    .createQuery("SELECT first FROM odd WHERE number IS NOT NULL ORDER BY number")
                    .mapTo(String.class)
                    .list();
              });
      assertThat(read).isEqualTo(odd);
    }
  }

  private static boolean isCopied(DatabaseAccess database) {
    return database.use("look at", handle -> CopyText.isFor(handle.getConnection()));
  }
}
