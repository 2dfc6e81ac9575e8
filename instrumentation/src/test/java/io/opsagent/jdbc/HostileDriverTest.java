package io.opsagent.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.capture.CurrentExchange;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.StatementGroup;
import io.opsagent.capture.sql.SqlCapture;
import io.opsagent.weaving.TestEngine;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects of drivers whose every method fails: what runs is counted all the same. */
class HostileDriverTest {
  private TestEngine engine;
  private Exchange exchange;
  private Object bound;
  private final AtomicInteger identityAsked = new AtomicInteger();

  @BeforeEach
  void begin() throws ReflectiveOperationException {
    engine = new TestEngine(true);
    exchange = Objects.requireNonNull(engine.capture().begin("tomcat"));
    bound = CurrentExchange.enter(exchange);
  }

  @AfterEach
  void end() {
    CurrentExchange.exit(bound);
    engine.capture().discard(exchange);
  }

  private <T> T failing(Class<T> type, Class<? extends Throwable> failure) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getDeclaringClass() == Object.class) {
            identityAsked.incrementAndGet();
          }
          throw failure.getDeclaredConstructor().newInstance();
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        RuntimeException.class,
        java.sql.SQLException.class,
        AbstractMethodError.class,
        IllegalStateException.class
      })
  void a_driver_whose_methods_all_fail_is_counted_for_an_unknown_database(
      Class<? extends Throwable> failure) {
    Connection connection = failing(Connection.class, failure);
    PreparedStatement statement = failing(PreparedStatement.class, failure);
    SqlCapture capture = SqlCapture.current();
    capture.prepared(connection, statement, "select 1");
    capture.end(capture.begin(statement, null), -1, null);
    capture.closed(statement);
    capture.end(capture.begin(statement, "update t set a = 1"), 3, null);
    capture.end(capture.begin(statement, null), 3, new IllegalStateException());
    assertThat(Objects.requireNonNull(exchange.statements()).groups())
        .extracting(StatementGroup::text, StatementGroup::database, StatementGroup::rows)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("select 1", "unknown", -1L),
            org.assertj.core.groups.Tuple.tuple("update t set a = 1", "unknown", 3L),
            org.assertj.core.groups.Tuple.tuple(null, "unknown", -1L));
    // Neither toString, nor equals, nor hashCode.
    assertThat(identityAsked).hasValue(0);
    // The end of a statement is the end of it, whatever failed.
    assertThat(CurrentExchange.enterCall(System.nanoTime())).isTrue();
    CurrentExchange.exitCall();
  }
}
