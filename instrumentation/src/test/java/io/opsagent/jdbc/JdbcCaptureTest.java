package io.opsagent.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsagent.capture.CurrentExchange;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.ExchangeStatements;
import io.opsagent.capture.StatementGroup;
import io.opsagent.capture.StatementKind;
import io.opsagent.capture.sql.Database;
import io.opsagent.capture.sql.SqlCapture;
import io.opsagent.weaving.TestEngine;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Real H2, woven as the agent weaves it. */
class JdbcCaptureTest {
  private TestEngine engine;
  private Connection connection;
  private String url;
  private Exchange exchange;
  private Object bound;

  @BeforeEach
  void connect(TestInfo test) throws Exception {
    engine = new TestEngine(true);
    ClassLoader loader = engine.loader(null, "org.h2.");
    Driver driver =
        (Driver) loader.loadClass("org.h2.Driver").getDeclaredConstructor().newInstance();
    url = "h2:mem:" + test.getTestMethod().orElseThrow().getName();
    connection = driver.connect("jdbc:" + url + ";USER=sa;PASSWORD=secret", new Properties());
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table item (id int primary key, name varchar(100))");
    }
    exchange = Objects.requireNonNull(engine.capture().begin("tomcat"));
    bound = CurrentExchange.enter(exchange);
  }

  @AfterEach
  void close() throws SQLException {
    CurrentExchange.exit(bound);
    engine.capture().discard(exchange);
    connection.close();
    engine.assertNothingFailed();
  }

  private ExchangeStatements statements() {
    return Objects.requireNonNull(exchange.statements());
  }

  private StatementGroup only() {
    assertThat(statements().groups()).hasSize(1);
    return statements().groups().get(0);
  }

  @Test
  void a_prepared_statement_counts_for_the_exchange_with_its_text_time_and_rows() throws Exception {
    String sql = "insert into item values (?, ?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (int i = 0; i < 3; i++) {
        insert.setInt(1, i);
        insert.setString(2, "name " + i);
        insert.executeUpdate();
      }
    }
    StatementGroup group = only();
    assertThat(group.text()).isEqualTo(sql);
    assertThat(group.kind()).isEqualTo(StatementKind.INSERT);
    assertThat(group.database()).isEqualTo(url);
    assertThat(group.count()).isEqualTo(3);
    assertThat(group.rows()).isEqualTo(3);
    assertThat(group.errors()).isZero();
    assertThat(group.totalNanos()).isPositive();
    assertThat(group.maxNanos()).isBetween(1L, group.totalNanos());
    assertThat(group.durationsMicros()).hasSize(3);
  }

  @Test
  void each_way_to_run_a_statement_is_counted_once() throws Exception {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("insert into item values (1, 'a')");
      statement.execute("update item set name = 'b'");
      statement.executeQuery("select name from item where id = 1").close();
      statement.executeLargeUpdate("delete from item");
      statement.addBatch("insert into item values (2, 'a')");
      statement.addBatch("insert into item values (3, 'a')");
      statement.executeBatch();
    }
    try (PreparedStatement statement =
        connection.prepareStatement("insert into item values (?, 'x')")) {
      statement.setInt(1, 4);
      statement.addBatch();
      statement.setInt(1, 5);
      statement.addBatch();
      statement.executeBatch();
    }
    assertThat(statements().groups())
        .extracting(StatementGroup::kind, StatementGroup::count, StatementGroup::rows)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(StatementKind.INSERT, 1L, 1L),
            org.assertj.core.groups.Tuple.tuple(StatementKind.UPDATE, 1L, -1L),
            org.assertj.core.groups.Tuple.tuple(StatementKind.SELECT, 1L, -1L),
            org.assertj.core.groups.Tuple.tuple(StatementKind.DELETE, 1L, 1L),
            org.assertj.core.groups.Tuple.tuple(StatementKind.OTHER, 1L, 2L),
            org.assertj.core.groups.Tuple.tuple(StatementKind.INSERT, 1L, 2L));
    assertThat(statements().groups().get(4).text()).isNull();
  }

  @Test
  void a_statement_that_fails_is_an_error_and_throws_what_it_threw() throws Exception {
    try (Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.executeQuery("select * from nowhere"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("NOWHERE");
    }
    assertThat(only().errors()).isEqualTo(1);
  }

  @Test
  void what_runs_outside_of_an_exchange_counts_for_the_database_only() throws Exception {
    CurrentExchange.exit(bound);
    Database database = Objects.requireNonNull(SqlCapture.current().database("jdbc:" + url));
    long before = database.count(StatementKind.SELECT);
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("select 1").close();
    }
    assertThat(database.count(StatementKind.SELECT)).isEqualTo(before + 1);
    assertThat(exchange.statements()).isNull();
    assertThat(SqlCapture.current().openConnections(database)).isEqualTo(1);
  }

  @Test
  void what_the_agent_runs_itself_counts_for_nobody() throws Exception {
    Database database = Objects.requireNonNull(SqlCapture.current().database("jdbc:" + url));
    long before = database.count(StatementKind.SELECT);
    SqlCapture.uncounted(
        () -> {
          try (Statement statement = connection.createStatement()) {
            statement.executeQuery("select 1").close();
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
    assertThat(database.count(StatementKind.SELECT)).isEqualTo(before);
    assertThat(exchange.statements()).isNull();
  }

  @Test
  void a_switch_in_the_middle_of_a_statement_stops_no_later_exchange_from_counting()
      throws Exception {
    // As if the end of a statement had been switched off.
    assertThat(CurrentExchange.enterCall(System.nanoTime())).isTrue();
    Exchange next = Objects.requireNonNull(engine.capture().begin("tomcat"));
    Object before = CurrentExchange.enter(next);
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("select 1").close();
    } finally {
      CurrentExchange.exit(before);
    }
    assertThat(Objects.requireNonNull(next.statements()).groups()).hasSize(1);
    engine.capture().discard(next);
  }

  @Test
  void different_statements_are_bounded_and_those_beyond_count_without_a_text() throws Exception {
    try (Statement statement = connection.createStatement()) {
      for (int i = 0; i < 100; i++) {
        statement.executeQuery("select " + i).close();
      }
    }
    List<StatementGroup> groups = statements().groups();
    assertThat(groups).hasSize(33);
    assertThat(groups.stream().mapToLong(StatementGroup::count).sum()).isEqualTo(100);
    assertThat(groups.get(32).text()).isNull();
    assertThat(statements().withoutText()).isEqualTo(68);
  }

  @Test
  void a_megabyte_of_sql_is_cut_and_its_memory_given_back() throws Exception {
    long before = engine.capture().bodyMemory().reservedBytes();
    String sql = "select '" + "x".repeat(1 << 20) + "'";
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery(sql).close();
    }
    assertThat(only().text()).hasSize(4_000);
    assertThat(engine.capture().bodyMemory().reservedBytes()).isEqualTo(before + 8_000);
    exchange.releaseBodies();
    assertThat(engine.capture().bodyMemory().reservedBytes()).isEqualTo(before);
    exchange.releaseBodies();
    assertThat(engine.capture().bodyMemory().reservedBytes()).isEqualTo(before);
  }
}
