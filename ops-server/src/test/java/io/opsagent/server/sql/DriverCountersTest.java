package io.opsagent.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsagent.capture.CurrentExchange;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.StatementKind;
import io.opsagent.capture.sql.Database;
import io.opsagent.capture.sql.SqlCapture;
import io.opsagent.storage.testkit.MariaDbServer;
import io.opsagent.storage.testkit.PostgresServer;
import io.opsagent.storage.testkit.RealServer;
import io.opsagent.weaving.TestEngine;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Drivers woven as the agent weaves them, held against what their servers count. */
class DriverCountersTest {
  private static final String SECRET = "hunter2";

  private record Woven(TestEngine engine, Connection connection, Connection plain, String url) {}

  private static Woven connect(
      RealServer server, String url, String database, String driverClass, String... prefixes)
      throws Exception {
    TestEngine engine = new TestEngine(true);
    ClassLoader loader = engine.loader(null, prefixes);
    Driver driver = (Driver) loader.loadClass(driverClass).getDeclaredConstructor().newInstance();
    String user = server.newUser();
    server.createUser(database, user, SECRET);
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", SECRET);
    Driver plain = (Driver) Class.forName(driverClass).getDeclaredConstructor().newInstance();
    return new Woven(
        engine,
        Objects.requireNonNull(driver.connect(url, properties)),
        Objects.requireNonNull(plain.connect(url, properties)),
        url);
  }

  /** Two texts, three prepared, a batch of two: 4 inserts, 2 updates, 1 delete, 2 selects. */
  private static void work(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("insert into item values (1, '" + SECRET + "')");
      assertThat(statement.execute("select name from item where id = 1")).isTrue();
      statement.getResultSet().close();
    }
    try (PreparedStatement insert = connection.prepareStatement("insert into item values (?, ?)")) {
      for (int i = 2; i < 4; i++) {
        insert.setInt(1, i);
        insert.setString(2, SECRET);
        assertThat(insert.executeUpdate()).isEqualTo(1);
      }
      insert.setInt(1, 4);
      insert.setString(2, "x");
      insert.execute();
    }
    try (PreparedStatement update =
        connection.prepareStatement("update item set name = ? where id = ?")) {
      for (int i = 1; i < 3; i++) {
        update.setString(1, "y");
        update.setInt(2, i);
        update.addBatch();
      }
      assertThat(update.executeBatch()).hasSize(2);
    }
    try (PreparedStatement select =
            connection.prepareStatement("select count(*) from item where name = ?");
        PreparedStatement delete = connection.prepareStatement("delete from item where id = ?")) {
      select.setString(1, SECRET);
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        assertThat(rows.getLong(1)).isEqualTo(1);
      }
      delete.setInt(1, 4);
      assertThat(delete.executeUpdate()).isEqualTo(1);
    }
  }

  private static SqlUse useOf(Woven woven) throws SQLException {
    Exchange exchange = Objects.requireNonNull(woven.engine().capture().begin("tomcat"));
    Object bound = CurrentExchange.enter(exchange);
    try {
      work(woven.connection());
      return Objects.requireNonNull(new SqlReader().read(exchange));
    } finally {
      CurrentExchange.exit(bound);
      woven.engine().capture().discard(exchange);
    }
  }

  private static void assertUse(SqlUse use) {
    assertThat(use.statements())
        .extracting(StatementUse::text, StatementUse::executions, StatementUse::rows)
        .containsExactly(
            // The text and the prepared one differ in their literals only.
            org.assertj.core.groups.Tuple.tuple("insert into item values (?)", 4L, 3L),
            org.assertj.core.groups.Tuple.tuple("select name from item where id = ?", 1L, -1L),
            org.assertj.core.groups.Tuple.tuple("update item set name = ? where id = ?", 1L, 2L),
            org.assertj.core.groups.Tuple.tuple(
                "select count(*) from item where name = ?", 1L, -1L),
            org.assertj.core.groups.Tuple.tuple("delete from item where id = ?", 1L, 1L));
    assertThat(use.errors()).isZero();
    assertThat(use.totalMicros()).isPositive();
  }

  private static List<Long> counts(Database database) {
    return List.of(
        database.count(StatementKind.INSERT),
        database.count(StatementKind.UPDATE),
        database.count(StatementKind.DELETE),
        database.count(StatementKind.SELECT));
  }

  @Test
  void postgresql_has_counted_the_same_rows() throws Exception {
    RealServer server = PostgresServer.instance();
    String name = server.newDatabase();
    Woven woven =
        connect(server, server.url(name), name, "org.postgresql.Driver", "org.postgresql.");
    woven.plain().close();
    try (Connection connection = woven.connection()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("create table item (id int primary key, name varchar(100))");
      }
      SqlUse use = useOf(woven);
      assertUse(use);
      Database database = Objects.requireNonNull(SqlCapture.current().database(woven.url()));
      assertThat(database.address().type()).isEqualTo("postgresql");
      assertThat(counts(database)).containsExactly(4L, 1L, 1L, 2L);
      String table = " FROM pg_stat_user_tables WHERE relname = 'item'";
      // A session that does nothing tells its counts after ten seconds at the latest.
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                assertThat(server.number(name, "SELECT n_tup_ins" + table)).isEqualTo(4);
                assertThat(server.number(name, "SELECT n_tup_upd" + table)).isEqualTo(2);
                assertThat(server.number(name, "SELECT n_tup_del" + table)).isEqualTo(1);
              });
      assertThat(rows(use)).isEqualTo(6);
      try (CallableStatement call = connection.prepareCall("{ ? = call abs(?) }")) {
        call.registerOutParameter(1, java.sql.Types.INTEGER);
        call.setInt(2, -3);
        call.execute();
        assertThat(call.getInt(1)).isEqualTo(3);
      }
      assertThat(database.count(StatementKind.OTHER)).isEqualTo(2);
    }
    woven.engine().assertNothingFailed();
  }

  /** Of those that said it: {@code execute} does not. */
  private static long rows(SqlUse use) {
    return use.statements().stream().mapToLong(one -> Math.max(0, one.rows())).sum();
  }

  @Test
  void mariadb_has_counted_the_same_statements() throws Exception {
    RealServer server = MariaDbServer.instance();
    String name = server.newDatabase();
    assertCountedByServer(
        connect(server, server.url(name), name, "org.mariadb.jdbc.Driver", "org.mariadb."),
        "mariadb");
  }

  @Test
  void mariadb_has_counted_the_same_statements_of_mysqls_driver() throws Exception {
    RealServer server = MariaDbServer.instance();
    String name = server.newDatabase();
    assertCountedByServer(
        connect(
            server,
            server.url(name).replace("jdbc:mariadb:", "jdbc:mysql:"),
            name,
            "com.mysql.cj.jdbc.Driver",
            "com.mysql."),
        "mysql");
  }

  private static void assertCountedByServer(Woven woven, String type) throws SQLException {
    try (Connection connection = woven.connection();
        Connection plain = woven.plain()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("create table item (id int primary key, name varchar(100))");
      }
      List<Long> before = ofSession(plain);
      work(plain);
      List<Long> without = since(before, ofSession(plain));
      try (Statement statement = plain.createStatement()) {
        statement.execute("delete from item");
      }
      before = ofSession(connection);
      assertUse(useOf(woven));
      List<Long> with = since(before, ofSession(connection));
      Database database = Objects.requireNonNull(SqlCapture.current().database(woven.url()));
      assertThat(database.address().type()).isEqualTo(type);
      assertThat(counts(database)).containsExactly(4L, 1L, 1L, 2L);
      // The batch is two updates for the server.
      assertThat(with.subList(0, 3)).containsExactly(4L, 2L, 1L);
      // MySQL's driver asks the server itself; the agent does not.
      assertThat(with).isEqualTo(without);
      assertThat(with.get(3)).isGreaterThanOrEqualTo(2);
    }
    woven.engine().assertNothingFailed();
  }

  private static List<Long> since(List<Long> before, List<Long> after) {
    return IntStream.range(0, before.size()).mapToObj(i -> after.get(i) - before.get(i)).toList();
  }

  private static List<Long> ofSession(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return List.of(
          status(statement, "Com_insert"),
          status(statement, "Com_update"),
          status(statement, "Com_delete"),
          status(statement, "Com_select"));
    }
  }

  private static long status(Statement statement, String name) throws SQLException {
    try (ResultSet row = statement.executeQuery("SHOW SESSION STATUS LIKE '" + name + "'")) {
      row.next();
      return row.getLong(2);
    }
  }
}
