package io.opsagent.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsagent.capture.BodyMemory;
import io.opsagent.capture.Capture;
import io.opsagent.capture.CaptureSettings;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.ExchangeRing;
import io.opsagent.capture.OpenExchanges;
import io.opsagent.capture.StatementKind;
import io.opsagent.storage.DataDirectory;
import io.opsagent.storage.OperationsDatabase;
import io.opsagent.storage.StorageException;
import io.opsagent.storage.statements.StatementCount;
import io.opsagent.storage.statements.StatementOrder;
import io.opsagent.storage.statements.StatementSpan;
import io.opsagent.storage.statements.StatementSummary;
import io.opsagent.storage.statements.StatementTotal;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the statements of exchanges to the hours of the database. */
class StatementCounterTest {
  private static final Instant HOUR = Instant.parse("2026-03-01T10:00:00Z");
  private static final long MICRO = 1_000;
  private static final String SHOP = "postgresql://db:5432/shop";

  @TempDir private File folder;
  private DataDirectory directory;
  private OperationsDatabase database;
  private final StatementCounter counter = new StatementCounter("shop", "process", () -> 500_000);
  private final SqlReader reader = new SqlReader();
  private final BodyMemory memory = new BodyMemory(1 << 20);
  private final Capture capture =
      new Capture(
          new ExchangeRing(64),
          new OpenExchanges(64),
          memory,
          new CaptureSettings(true, 1024, false));

  @BeforeEach
  void open() throws Exception {
    directory = DataDirectory.open(folder);
    database = OperationsDatabase.open(directory, line -> {});
  }

  @AfterEach
  void close() {
    database.close();
    directory.close();
  }

  private Exchange exchange() {
    return Objects.requireNonNull(capture.begin("tomcat"));
  }

  private void run(Exchange exchange, String sql, long micros) {
    exchange
        .statements(memory)
        .add(
            sql,
            SHOP,
            StatementKind.of(sql),
            exchange.startNanos() + MICRO,
            micros * MICRO,
            -1,
            false);
  }

  private void count(Instant ended, Exchange exchange) {
    counter.count(ended, Objects.requireNonNull(reader.read(exchange)));
    capture.discard(exchange);
  }

  private StatementSummary summary(int limit) {
    counter.flush(database.statements());
    return database
        .statements()
        .summary(
            new StatementSpan("shop", HOUR, HOUR.plus(Duration.ofDays(1)), null, null),
            StatementOrder.COUNT,
            limit,
            Duration.ofSeconds(30));
  }

  @Test
  void statements_that_differ_in_literals_are_one_with_all_their_durations() {
    for (int i = 0; i < 10; i++) {
      Exchange exchange = exchange();
      run(exchange, "select * from t where a = 'hunter" + i + "'", 1_000 * (i + 1));
      run(exchange, "select * from t where a = 'x'", i == 9 ? 700_000 : 1_000);
      count(HOUR.plusSeconds(i), exchange);
    }
    StatementTotal only = summary(9).statements().get(0);
    assertThat(only.text()).isEqualTo("select * from t where a = ?");
    assertThat(only.requests()).isEqualTo(10);
    assertThat(only.figures().executions()).isEqualTo(20);
    assertThat(only.figures().slow()).isEqualTo(1);
    assertThat(only.figures().maxMicros()).isEqualTo(700_000);
    assertThat(only.durations().micros(0.5)).isBetween(990L, 1_010L);
  }

  @Test
  void of_many_executions_in_one_request_the_sum_is_exact() {
    Exchange exchange = exchange();
    for (int i = 0; i < 100_000; i++) {
      run(exchange, "select 1", 10);
    }
    count(HOUR, exchange);
    StatementTotal only = summary(9).statements().get(0);
    assertThat(only.figures().executions()).isEqualTo(100_000);
    assertThat(only.figures().totalMicros()).isEqualTo(1_000_000);
    assertThat(only.durations().count()).isEqualTo(100_000);
  }

  @Test
  void beyond_the_bound_of_an_hour_statements_count_together_and_are_counted() {
    for (int i = 0; i < StatementCounter.MAX_ENTRIES_OF_HOUR + 50; i++) {
      Exchange exchange = exchange();
      run(exchange, "select a from table_" + i + "x", 10);
      count(HOUR, exchange);
    }
    assertThat(counter.leftOut()).isEqualTo(50);
    StatementTotal most = summary(1).statements().get(0);
    assertThat(most.text()).isEqualTo(StatementCount.OTHER);
    assertThat(most.figures().executions()).isEqualTo(50);
    assertThat(summary(1).otherStatements()).isEqualTo(StatementCounter.MAX_ENTRIES_OF_HOUR);
  }

  @Test
  void what_could_not_be_written_is_written_later_once() {
    Exchange exchange = exchange();
    run(exchange, "select 1", 10);
    count(HOUR, exchange);
    OperationsDatabase closed = database;
    closed.close();
    assertThatThrownBy(() -> counter.flush(closed.statements()))
        .isInstanceOf(StorageException.class);
    database = OperationsDatabase.open(directory, line -> {});
    assertThat(summary(9).statements()).hasSize(1);
    Exchange next = exchange();
    run(next, "select 2", 10);
    count(HOUR.plusSeconds(4_000), next);
    List<StatementTotal> all = summary(9).statements();
    assertThat(all).hasSize(1);
    assertThat(all.get(0).figures().executions()).isEqualTo(2);
  }
}
