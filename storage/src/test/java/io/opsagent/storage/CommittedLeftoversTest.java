package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.opsagent.storage.schema.SchemaMigration;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.tx.Transaction;
import org.h2.mvstore.tx.TransactionStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommittedLeftoversTest {
  private final List<String> notices = new ArrayList<>();
  private final Path folder;

  CommittedLeftoversTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void rows_of_a_transaction_that_was_killed_behind_its_commit_are_there_and_not_locked()
      throws Exception {
    H2File file = fileWithCommittedLeftover();
    try (ReopeningDatabase database =
        new ReopeningDatabase(file, SchemaMigration.ALL, notices::add)) {
      assertThat(new OldRows(database).countServiceLogs()).isEqualTo(1);
      database.inTransaction(
          "change a row",
          handle -> handle.execute("UPDATE service_log SET level = 'ERROR' WHERE id > 0"));
    }
    assertThat(notices).isEmpty();
    assertThat(H2Copy.hasUnfinishedTransaction(file)).isFalse();
  }

  @Test
  void a_database_with_such_a_transaction_is_compacted_and_opens_again() throws Exception {
    H2File file = fileWithCommittedLeftover();
    try (ReopeningDatabase database =
        new ReopeningDatabase(file, SchemaMigration.ALL, notices::add)) {
      assertThat(database.compact(5_000, CompactionWay.ANEW)).isTrue();
      assertThat(new OldRows(database).countServiceLogs()).isEqualTo(1);
      new JdbiServiceLogRepository(database).insert(List.of(ServiceLogs.log()));
      assertThat(new OldRows(database).countServiceLogs()).isEqualTo(2);
    }
    assertThat(notices).isEmpty();
  }

  @Test
  void a_file_with_a_transaction_that_is_not_finished_is_not_copied() throws Exception {
    H2File file = fileWithCommittedLeftover();
    long bytes = file.bytes();
    assertThat(H2Copy.hasUnfinishedTransaction(file)).isTrue();
    assertThat(catchThrowable(() -> H2Copy.takeThePlaceOf(file)))
        .hasMessageContaining("has not ended");
    assertThat(file.bytes()).isEqualTo(bytes);
  }

  /** As a process leaves it that is killed between the mark of a commit and the end of its work. */
  private H2File fileWithCommittedLeftover() throws Exception {
    Path before = Files.createDirectory(folder.resolve("before"));
    H2File source = new H2File(before);
    try (ReopeningDatabase database =
        new ReopeningDatabase(source, SchemaMigration.ALL, notices::add)) {
      new JdbiServiceLogRepository(database).insert(List.of(ServiceLogs.log()));
      database.flush();
    }
    Path after = Files.createDirectory(folder.resolve("after"));
    H2File file = new H2File(after);
    JdbcDataSource owner = new JdbcDataSource();
    owner.setURL(source.url() + ";DB_CLOSE_ON_EXIT=FALSE");
    owner.setUser("OPSAGENT_OWNER");
    owner.setPassword("");
    Connection connection = owner.getConnection();
    try (Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.executeUpdate("UPDATE service_log SET level = 'WARN'");
      SessionLocal session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
      TransactionStore transactions = session.getDatabase().getStore().getTransactionStore();
      Transaction open = session.getTransaction();
      Method mark =
          TransactionStore.class.getDeclaredMethod("markUndoLogAsCommitted", int.class, long.class);
      mark.setAccessible(true);
      mark.invoke(transactions, open.getId(), 1L);
      MVStore store = session.getDatabase().getStore().getMvStore();
      store.commit();
      Files.copy(source.path(), file.path());
    } finally {
      // Not by close(), which would work the log off.
      SessionLocal session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
      session.getDatabase().shutdownImmediately();
    }
    return file;
  }
}
