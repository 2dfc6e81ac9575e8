package io.opsagent.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of a database server before anything is stored there: version, encoding,
 * permissions. Permissions are tried and not asked for, on a table that is gone afterwards, because
 * each engine and each cloud has its own words for them.
 */
final class ServerCheck {
  private static final String PROBE = "opsagent_probe";
  private static final int LOCK_SECONDS = 5;

  /** A clock that is off by more makes rows of several machines stand in a wrong order. */
  private static final long MAX_CLOCK_MILLIS = 5_000;

  /** Each is tried on what those before it left. */
  private static final List<Step> STEPS =
      List.of(
          new Step("CREATE", "CREATE TABLE IF NOT EXISTS " + PROBE + " (id INTEGER PRIMARY KEY)"),
          new Step("ALTER", "ALTER TABLE " + PROBE + " ADD COLUMN name VARCHAR(20)"),
          new Step("INDEX", "CREATE INDEX ix_" + PROBE + " ON " + PROBE + " (name)"),
          new Step("INSERT", "INSERT INTO " + PROBE + " (id, name) VALUES (1, 'a')"),
          new Step("SELECT", "SELECT name FROM " + PROBE + " WHERE id = 1"),
          new Step("UPDATE", "UPDATE " + PROBE + " SET name = 'b' WHERE id = 1"),
          new Step("DELETE", "DELETE FROM " + PROBE + " WHERE id = 1"),
          new Step("DROP", "DROP TABLE " + PROBE));

  private final ServerDialect dialect;
  private final Connection connection;

  /**
   * A check.
   *
   * @param connection in auto-commit; left so
   */
  ServerCheck(ServerDialect dialect, Connection connection) {
    this.dialect = dialect;
    this.connection = connection;
  }

  /**
   * What keeps the database from being used, one sentence each without a full stop; mostly none.
   *
   * @throws SQLException when the server does not answer
   */
  List<String> problems() throws SQLException {
    List<String> problems = new ArrayList<>();
    add(problems, dialect.versionProblem(connection));
    add(problems, dialect.encodingProblem(connection));
    if (problems.isEmpty()) {
      tryPermissions(problems);
    }
    return problems;
  }

  /** How far the server's clock is off, as one sentence, or null when it is right. */
  @Nullable String clockNotice() throws SQLException {
    long before = System.currentTimeMillis();
    long server = Long.parseLong(ServerDialect.ask(connection, dialect.clockQuery()));
    long after = System.currentTimeMillis();
    long offMillis = server < before ? before - server : Math.max(0, server - after);
    return offMillis <= MAX_CLOCK_MILLIS
        ? null
        : "The clock of the database server is "
            + offMillis / 1_000
            + " s "
            + (server < before ? "behind" : "ahead of")
            + " the clock of this machine. Set both by a time service; until then rows of several"
            + " machines may stand in a wrong order.";
  }

  private static void add(List<String> problems, @Nullable String problem) {
    if (problem != null) {
      problems.add(problem);
    }
  }

  private void tryPermissions(List<String> problems) throws SQLException {
    if (dialect.hasTransactionalTables()) {
      connection.setAutoCommit(false);
      try {
        trySteps(problems);
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
      return;
    }
    // Two agents that start at once would meet in the one table.
    ServerDialect.ask(connection, "SELECT GET_LOCK('" + PROBE + "', " + LOCK_SECONDS + ")");
    try {
      trySteps(problems);
    } finally {
      ServerDialect.ask(connection, "SELECT RELEASE_LOCK('" + PROBE + "')");
    }
  }

  private void trySteps(List<String> problems) throws SQLException {
    for (Step step : STEPS) {
      DatabaseFailure failure = run(step.sql);
      if (failure != null) {
        problems.add(
            "The user of the agent cannot "
                + step.permission
                + " ("
                + failure.words()
                + "); grant "
                + step.permission
                + " on the operations database");
        if (step == STEPS.get(0)) {
          return;
        }
      }
    }
  }

  /** Why it is not possible, or null. What a probe before left behind is no reason. */
  private @Nullable DatabaseFailure run(String sql) throws SQLException {
    Savepoint before = connection.getAutoCommit() ? null : connection.setSavepoint();
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return null;
    } catch (SQLException e) {
      DatabaseFailure failure = dialect.failureOf(e);
      if (failure == DatabaseFailure.CONNECTION_LOST) {
        throw e;
      }
      if (before != null) {
        connection.rollback(before);
      }
      boolean possible = failure == DatabaseFailure.OTHER || failure == DatabaseFailure.DUPLICATE;
      return possible ? null : failure;
    }
  }

  private record Step(String permission, String sql) {}
}
