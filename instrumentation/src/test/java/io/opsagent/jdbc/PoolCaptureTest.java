package io.opsagent.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opsagent.capture.StatementKind;
import io.opsagent.capture.sql.ConnectionPool;
import io.opsagent.capture.sql.Database;
import io.opsagent.capture.sql.IdleConnection;
import io.opsagent.capture.sql.PoolFigures;
import io.opsagent.capture.sql.PoolWaits;
import io.opsagent.capture.sql.SqlCapture;
import io.opsagent.weaving.TestEngine;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real pools over H2, woven as the agent weaves them. */
class PoolCaptureTest {
  private static final int MAX = 3;

  enum Product {
    HIKARICP(
        "hikaricp",
        "com.zaxxer.hikari.HikariDataSource",
        "setJdbcUrl",
        "setMaximumPoolSize",
        "setConnectionTimeout",
        long.class),
    TOMCAT_JDBC(
        "tomcat-jdbc",
        "org.apache.tomcat.jdbc.pool.DataSource",
        "setUrl",
        "setMaxActive",
        "setMaxWait",
        int.class),
    DBCP2(
        "dbcp2",
        "org.apache.commons.dbcp2.BasicDataSource",
        "setUrl",
        "setMaxTotal",
        "setMaxWaitMillis",
        long.class);

    private final String product;
    private final String type;
    private final String url;
    private final String max;
    private final String wait;
    private final Class<?> waitType;

    Product(String product, String type, String url, String max, String wait, Class<?> waitType) {
      this.product = product;
      this.type = type;
      this.url = url;
      this.max = max;
      this.wait = wait;
      this.waitType = waitType;
    }
  }

  private TestEngine engine;
  private ClassLoader loader;
  private @Nullable Object opened;
  private final List<Connection> held = new ArrayList<>();

  @BeforeEach
  void weave() throws ReflectiveOperationException {
    engine = new TestEngine(true);
    loader =
        engine.loader(
            null,
            "org.h2.",
            "com.zaxxer.hikari.",
            "org.apache.tomcat.jdbc.",
            "org.apache.tomcat.juli",
            "org.apache.commons.dbcp2.",
            "org.apache.commons.pool2.");
    // HikariCP looks for the driver there first.
    Thread.currentThread().setContextClassLoader(loader);
  }

  @AfterEach
  void close() throws Exception {
    for (Connection connection : held) {
      connection.close();
    }
    Object pool = opened;
    if (pool != null) {
      call(pool, "close");
    }
    Thread.currentThread().setContextClassLoader(PoolCaptureTest.class.getClassLoader());
    engine.assertNothingFailed();
  }

  private DataSource open(Product product) throws ReflectiveOperationException {
    Object made = loader.loadClass(product.type).getDeclaredConstructor().newInstance();
    set(made, "setDriverClassName", String.class, "org.h2.Driver");
    set(made, product.url, String.class, "jdbc:" + url(product) + ";PASSWORD=hunter2");
    set(made, "setUsername", String.class, "sa");
    set(made, "setPassword", String.class, "hunter2");
    set(made, product.max, int.class, MAX);
    Object millis = product.waitType == int.class ? (Object) 500 : (Object) 500L;
    set(made, product.wait, product.waitType, millis);
    opened = made;
    return (DataSource) made;
  }

  private static String url(Product product) {
    return "h2:mem:pool_" + product;
  }

  private static void set(Object target, String name, Class<?> type, Object value)
      throws ReflectiveOperationException {
    target.getClass().getMethod(name, type).invoke(target, value);
  }

  private static void call(Object target, String name) throws ReflectiveOperationException {
    Method method = target.getClass().getMethod(name);
    method.invoke(target);
  }

  private static List<ConnectionPool> pools(Product product) {
    return SqlCapture.current().pools().stream()
        .filter(one -> one.product().equals(product.product))
        .filter(
            one -> {
              PoolFigures figures = figures(one);
              return figures != null
                  && figures.url() != null
                  && figures.url().contains(url(product));
            })
        .toList();
  }

  private static @Nullable PoolFigures figures(ConnectionPool pool) {
    try {
      return pool.figures();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static ConnectionPool only(Product product) {
    List<ConnectionPool> pools = pools(product);
    assertThat(pools).hasSize(1);
    return pools.get(0);
  }

  @ParameterizedTest
  @EnumSource(Product.class)
  void a_pool_is_found_says_its_figures_and_goes_when_it_is_closed(Product product)
      throws Exception {
    DataSource pool = open(product);
    held.add(pool.getConnection());
    held.add(pool.getConnection());
    ConnectionPool found = only(product);
    PoolFigures figures = Objects.requireNonNull(found.figures());
    assertThat(figures.active()).isEqualTo(2);
    assertThat(figures.max()).isEqualTo(MAX);
    assertThat(figures.waiting()).isZero();
    assertThat(figures.open()).isEqualTo(figures.active() + figures.idle());
    held.remove(1).close();
    assertThat(Objects.requireNonNull(found.figures()).active()).isEqualTo(1);
    held.remove(0).close();
    call(pool, "close");
    assertThat(pools(product)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Product.class)
  void the_time_to_get_a_connection_is_measured_also_when_none_comes(Product product)
      throws Exception {
    DataSource pool = open(product);
    for (int i = 0; i < MAX; i++) {
      held.add(pool.getConnection());
    }
    ConnectionPool found = only(product);
    PoolWaits before = found.waits();
    assertThat(before.count()).isEqualTo(MAX);
    assertThatThrownBy(() -> pool.getConnection()).isInstanceOf(SQLException.class);
    PoolWaits after = found.waits();
    assertThat(after.count()).isEqualTo(MAX + 1);
    assertThat(after.failures()).isEqualTo(1);
    assertThat(after.maxNanos()).isBetween(400_000_000L, 60_000_000_000L);
    assertThat(after.nanos() - before.nanos()).isEqualTo(after.maxNanos());
    assertThat(after.percentileNanos(before, 0.95))
        .isBetween((long) (after.maxNanos() * 0.8), (long) (after.maxNanos() * 1.25));
  }

  @ParameterizedTest
  @EnumSource(Product.class)
  void an_idle_connection_is_taken_and_given_back_and_none_is_ever_made(Product product)
      throws Exception {
    DataSource pool = open(product);
    Connection used = pool.getConnection();
    held.add(used);
    ConnectionPool found = only(product);
    if (product == Product.HIKARICP) {
      // It fills itself up on a thread of its own.
      await().until(() -> Objects.requireNonNull(found.figures()).open() == MAX);
      for (int i = 1; i < MAX; i++) {
        held.add(pool.getConnection());
      }
    }
    int open = Objects.requireNonNull(found.figures()).open();
    if (Objects.requireNonNull(found.figures()).idle() == 0) {
      assertThat(found.idleConnection()).isNull();
      assertThat(Objects.requireNonNull(found.figures()).open()).isEqualTo(open);
    }
    held.remove(used);
    used.close();
    IdleConnection taken = Objects.requireNonNull(found.idleConnection());
    try (Statement statement = taken.connection().createStatement()) {
      statement.executeQuery("select 1").close();
    } finally {
      taken.giveBack();
    }
    PoolFigures after = Objects.requireNonNull(found.figures());
    assertThat(after.open()).isEqualTo(open);
    assertThat(after.idle()).isPositive();
    held.add(pool.getConnection());
    assertThat(Objects.requireNonNull(found.figures()).open()).isEqualTo(open);
  }

  @ParameterizedTest
  @EnumSource(Product.class)
  void a_pool_that_is_closed_meanwhile_does_not_wait_and_loses_no_connection(Product product)
      throws Exception {
    DataSource pool = open(product);
    pool.getConnection().close();
    IdleConnection taken = Objects.requireNonNull(only(product).idleConnection());
    Connection connection = taken.connection();
    CompletableFuture<Void> closing =
        CompletableFuture.runAsync(
            () -> {
              try {
                call(pool, "close");
              } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
              }
            });
    await().until(() -> closing.isDone() || product == Product.HIKARICP && isClosed(pool));
    taken.giveBack();
    assertThat(closing).succeedsWithin(Duration.ofSeconds(5));
    await().atMost(Duration.ofSeconds(20)).until(connection::isClosed);
  }

  private static boolean isClosed(DataSource pool) {
    try (Connection connection = pool.getConnection()) {
      return false;
    } catch (SQLException e) {
      return true;
    }
  }

  @ParameterizedTest
  @EnumSource(Product.class)
  void what_a_pool_runs_to_test_a_connection_is_no_statement_of_the_application(Product product)
      throws Exception {
    DataSource pool = open(product);
    String test = product == Product.HIKARICP ? "setConnectionTestQuery" : "setValidationQuery";
    set(pool, test, String.class, "select 42");
    if (product != Product.HIKARICP) {
      set(pool, "setTestOnBorrow", boolean.class, true);
    }
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeQuery("select 1").close();
    }
    Database database =
        Objects.requireNonNull(SqlCapture.current().database("jdbc:" + url(product)));
    long selects = database.count(StatementKind.SELECT);
    for (int i = 0; i < 5; i++) {
      pool.getConnection().close();
    }
    assertThat(database.count(StatementKind.SELECT)).isEqualTo(selects);
  }

  /** HikariCP's own thread keeps a pool of it alive until it is closed. */
  @ParameterizedTest
  @EnumSource(value = Product.class, names = "HIKARICP", mode = EnumSource.Mode.EXCLUDE)
  void a_pool_that_nobody_closes_is_not_kept_alive(Product product) throws Exception {
    WeakReference<Object> reference = new WeakReference<>(openAndUse(product));
    opened = null;
    held.clear();
    await()
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(reference.get()).isNull();
            });
  }

  private Object openAndUse(Product product) throws Exception {
    DataSource pool = open(product);
    pool.getConnection().close();
    return pool;
  }
}
