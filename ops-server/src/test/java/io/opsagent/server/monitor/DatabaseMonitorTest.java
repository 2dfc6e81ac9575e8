package io.opsagent.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.opsagent.capture.sql.SqlCapture;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.MonitorKeys;
import io.opsagent.storage.DataDirectory;
import io.opsagent.storage.OperationsDatabase;
import io.opsagent.storage.monitor.MonitorKind;
import io.opsagent.storage.monitor.MonitorRepository;
import io.opsagent.storage.monitor.MonitorSample;
import io.opsagent.storage.resources.Resource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real pool over a real PostgreSQL, held against what the server says to others. */
class DatabaseMonitorTest {
  private static final int MAX = 4;
  private static EmbeddedPostgres postgres;

  @TempDir private File folder;
  private DataDirectory directory;
  private OperationsDatabase operations;
  private HikariDataSource pool;
  private Object hikariPool;
  private PausingProxy proxy;
  private Configuration configuration = Configuration.builder().build();
  private DatabaseMonitor monitor;

  @BeforeAll
  static void startPostgres() throws IOException {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stopPostgres() throws IOException {
    postgres.close();
  }

  @BeforeEach
  void open() throws Exception {
    directory = DataDirectory.open(folder);
    operations = OperationsDatabase.open(directory, line -> {});
    proxy = new PausingProxy(postgres.getPort());
    HikariConfig config = new HikariConfig();
    config.setPoolName("orders " + folder.getName());
    config.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + proxy.port() + "/postgres?user=postgres");
    config.setMaximumPoolSize(MAX);
    config.setMinimumIdle(2);
    config.setAutoCommit(false);
    config.setReadOnly(true);
    pool = new HikariDataSource(config);
    Field field = HikariDataSource.class.getDeclaredField("pool");
    field.setAccessible(true);
    hikariPool = field.get(pool);
    SqlCapture.current().poolSeen(hikariPool);
    await().until(() -> pool.getHikariPoolMXBean().getIdleConnections() == 2);
    monitor =
        new DatabaseMonitor(
            SqlCapture.current(),
            operations.resources(),
            operations.monitors(),
            "shop",
            () -> configuration,
            Duration.ofSeconds(30),
            (name, work) -> {
              Thread thread = new Thread(work, name);
              thread.setDaemon(true);
              return thread;
            },
            Clock.systemUTC());
  }

  @AfterEach
  void close() throws IOException {
    SqlCapture.current().poolClosed(hikariPool);
    proxy.close();
    pool.close();
    operations.close();
    directory.close();
  }

  private Resource resource() {
    return operations.resources().dependencies(Resource.Kind.DATABASE, "shop").stream()
        .filter(one -> one.ident().equals(pool.getPoolName()))
        .findFirst()
        .orElseThrow();
  }

  private ObjectNode newest() {
    List<MonitorSample> found =
        operations
            .monitors()
            .newest(
                new MonitorRepository.Query(
                    MonitorKind.DATABASE, resource().id(), null, null, null, null),
                100);
    return Samples.values(found.get(found.size() - 1));
  }

  private static long ask(String sql) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void the_server_is_measured_as_it_says_to_others() throws Exception {
    monitor.measure();
    ObjectNode values = newest();
    assertThat(values.path("used_space").asLong())
        .isCloseTo(ask("SELECT pg_database_size('postgres')"), withPercentage(10));
    assertThat(values.path("server_used_space").asLong())
        .isGreaterThan(values.path("used_space").asLong());
    assertThat(values.path("current_connections").asLong()).isEqualTo(2);
    assertThat(values.path("active_connections").asLong()).isZero();
    assertThat(values.path("idle_connections_percent").asDouble()).isEqualTo(100);
    assertThat(values.path("metrics").path("max_server_connections").asLong())
        .isEqualTo(ask("SELECT current_setting('max_connections')::bigint"));
    assertThat(values.path("metrics").fieldNames())
        .toIterable()
        .containsAll(DatabaseMonitor.POOL_FIGURES);
    assertThat(values.path("metrics").path("pool_open").asInt()).isEqualTo(2);
    assertThat(values.path("metrics").path("pool_idle").asInt()).isEqualTo(2);
    assertThat(values.path("metrics").path("pool_max").asInt()).isEqualTo(MAX);
    assertThat(resource().factsJson())
        .contains("\"type\":\"postgresql\"")
        .contains("\"hostname\":\"127.0.0.1\"")
        .contains("\"connected\":true")
        .doesNotContain("user=");
  }

  @Test
  void transactions_are_those_since_the_cycle_before() throws Exception {
    monitor.measure();
    assertThat(newest().path("new_transactions").asLong()).isZero();
    for (int i = 0; i < 20; i++) {
      ask("SELECT 1");
    }
    await()
        .untilAsserted(
            () -> {
              // The server's own statistics come with a delay.
              monitor.measure();
              List<MonitorSample> all =
                  operations
                      .monitors()
                      .newest(
                          new MonitorRepository.Query(
                              MonitorKind.DATABASE, resource().id(), null, null, null, null),
                          100);
              assertThat(
                      all.stream()
                          .mapToLong(one -> Samples.values(one).path("new_transactions").asLong())
                          .sum())
                  .isGreaterThanOrEqualTo(20);
            });
  }

  @Test
  void the_connection_goes_back_as_it_was_and_none_is_made() throws Exception {
    long backends = ask("SELECT COUNT(*) FROM pg_stat_activity WHERE datname = 'postgres'");
    for (int i = 0; i < 5; i++) {
      monitor.measure();
    }
    assertThat(ask("SELECT COUNT(*) FROM pg_stat_activity WHERE datname = 'postgres'"))
        .isEqualTo(backends);
    assertThat(
            ask(
                "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = 'postgres'"
                    + " AND state LIKE 'idle in transaction%'"))
        .isZero();
    assertThat(pool.getHikariPoolMXBean().getIdleConnections()).isEqualTo(2);
    try (Connection connection = pool.getConnection()) {
      assertThat(connection.getAutoCommit()).isFalse();
      assertThat(connection.isReadOnly()).isTrue();
    }
  }

  @Test
  void without_an_idle_connection_the_pool_is_measured_and_the_server_is_not() throws Exception {
    List<Connection> held = new ArrayList<>();
    for (int i = 0; i < MAX; i++) {
      held.add(pool.getConnection());
    }
    monitor.measure();
    assertThat(newest().path("used_space").isNull()).isTrue();
    assertThat(newest().path("metrics").path("server_figures").asInt()).isZero();
    assertThat(newest().path("metrics").path("pool_active").asInt()).isEqualTo(MAX);
    assertThat(resource().factsJson()).contains(IdleConnectionProbe.NO_IDLE);
    for (Connection connection : held) {
      connection.close();
    }
    monitor.measure();
    assertThat(newest().path("metrics").path("server_figures").asInt()).isEqualTo(1);
  }

  @Test
  void a_server_that_does_not_answer_holds_nobody_up_and_is_not_asked_again() throws Exception {
    monitor.measure();
    proxy.pause();
    Instant begin = Instant.now();
    monitor.measure();
    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(4));
    assertThat(resource().factsJson()).contains(IdleConnectionProbe.TOO_LONG);
    begin = Instant.now();
    monitor.measure();
    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(1));
    assertThat(resource().factsJson()).contains(IdleConnectionProbe.STILL_ASKED);
    assertThat(newest().path("metrics").path("pool_open").asInt()).isEqualTo(2);
    proxy.resume();
    await()
        .untilAsserted(
            () -> {
              monitor.measure();
              assertThat(newest().path("metrics").path("server_figures").asInt()).isEqualTo(1);
            });
    assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
  }

  @Test
  void a_pool_that_is_closed_stays_listed_without_a_connection() {
    monitor.measure();
    assertThat(resource().factsJson()).contains("\"connected\":true");
    SqlCapture.current().poolClosed(hikariPool);
    monitor.measure();
    assertThat(resource().factsJson()).contains("\"connected\":false");
  }

  @Test
  void the_key_switches_it_off() {
    configuration = Configuration.builder().set(MonitorKeys.DATABASE_DISABLED, true).build();
    monitor.measure();
    assertThat(operations.resources().dependencies(Resource.Kind.DATABASE, "shop")).isEmpty();
  }
}
