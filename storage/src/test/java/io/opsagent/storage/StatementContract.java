package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.storage.series.DurationHistogram;
import io.opsagent.storage.statements.StatementCount;
import io.opsagent.storage.statements.StatementFigures;
import io.opsagent.storage.statements.StatementOrder;
import io.opsagent.storage.statements.StatementSpan;
import io.opsagent.storage.statements.StatementSummary;
import io.opsagent.storage.statements.StatementTotal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the counts of statements say, on each engine. */
abstract class StatementContract {
  private static final Instant HOUR = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String SHOP = "postgresql://db:5432/shop";
  private static final String STOCK = "h2:mem:stock";

  private @Nullable DatabaseAccess database;
  private @Nullable JdbiStatementRepository repository;

  /** An empty database; the caller closes it. */
  abstract DatabaseAccess open() throws Exception;

  @BeforeEach
  void begin() throws Exception {
    DatabaseAccess opened = open();
    database = opened;
    repository = new JdbiStatementRepository(opened);
  }

  @AfterEach
  void end() {
    if (database != null) {
      database.close();
    }
  }

  private JdbiStatementRepository statements() {
    if (repository == null) {
      throw new IllegalStateException("no test is running");
    }
    return repository;
  }

  /** Executions of a millisecond each, but for the last, which took as long as said. */
  private static StatementCount count(
      Instant hour, String database, String text, long executions, long maxMicros) {
    DurationHistogram durations = new DurationHistogram();
    for (long i = 1; i < executions; i++) {
      durations.add(1_000);
    }
    durations.add(maxMicros);
    return new StatementCount(
        "shop",
        hour,
        database,
        text.substring(0, 6),
        text,
        executions / 2,
        new StatementFigures(
            executions,
            1,
            maxMicros > 500_000 ? 1 : 0,
            text.startsWith("select") ? -1 : executions,
            (executions - 1) * 1_000 + maxMicros,
            maxMicros),
        durations);
  }

  private static StatementSpan span(@Nullable String database, @Nullable String kind) {
    return new StatementSpan("shop", HOUR, HOUR.plus(Duration.ofHours(2)), database, kind);
  }

  private StatementSummary summary(StatementOrder order, int limit) {
    return statements().summary(span(null, null), order, limit, LONG);
  }

  @Test
  void a_count_that_goes_on_replaces_what_the_same_process_wrote_before() {
    statements().save("w1", List.of(count(HOUR, SHOP, "select a from t", 4, 2_000)));
    statements().save("w1", List.of(count(HOUR, SHOP, "select a from t", 4, 2_000)));
    statements().save("w1", List.of(count(HOUR, SHOP, "select a from t", 10, 9_000)));
    statements().save("w2", List.of(count(HOUR, SHOP, "select a from t", 2, 3_000)));
    StatementSummary summary = summary(StatementOrder.TOTAL, 10);
    assertThat(summary.statements()).hasSize(1);
    StatementTotal only = summary.statements().get(0);
    assertThat(only.text()).isEqualTo("select a from t");
    assertThat(only.kind()).isEqualTo("select");
    assertThat(only.database()).isEqualTo(SHOP);
    assertThat(only.requests()).isEqualTo(6);
    assertThat(only.figures()).isEqualTo(new StatementFigures(12, 2, 0, -1, 22_000, 9_000));
    assertThat(only.durations().count()).isEqualTo(12);
    assertThat(only.durations().micros(1)).isBetween(8_900L, 9_100L);
    assertThat(summary.isComplete()).isTrue();
    assertThat(summary.countedFrom()).isNull();
    assertThat(summary.databases()).containsExactly(SHOP);
    assertThat(summary.other().executions()).isZero();
  }

  @Test
  void statements_come_in_the_order_asked_for_and_the_others_together() {
    Instant next = HOUR.plus(Duration.ofHours(1));
    statements()
        .save(
            "w1",
            List.of(
                count(HOUR, SHOP, "select often from t", 50, 1_000),
                count(next, SHOP, "select often from t", 50, 1_000),
                count(HOUR, SHOP, "insert into t values (?)", 1, 900_000),
                count(next, STOCK, "update t set a = ?", 10, 2_000)));
    assertThat(summary(StatementOrder.COUNT, 2).statements())
        .extracting(StatementTotal::text)
        .containsExactly("select often from t", "update t set a = ?");
    StatementSummary byTime = summary(StatementOrder.TOTAL, 1);
    assertThat(byTime.statements())
        .extracting(StatementTotal::text)
        .containsExactly("insert into t values (?)");
    assertThat(byTime.statements().get(0).figures().rows()).isEqualTo(1);
    assertThat(byTime.other()).isEqualTo(new StatementFigures(110, 3, 0, 10, 111_000, 2_000));
    assertThat(byTime.otherStatements()).isEqualTo(2);
    assertThat(byTime.databases()).containsExactly(STOCK, SHOP);
    assertThat(summary(StatementOrder.P95, 9).statements())
        .extracting(StatementTotal::text)
        .startsWith("insert into t values (?)");
    assertThat(summary(StatementOrder.SLOW, 1).statements())
        .extracting(one -> one.figures().slow())
        .containsExactly(1L);
  }

  @Test
  void a_span_may_name_a_database_and_a_kind() {
    statements()
        .save(
            "w1",
            List.of(
                count(HOUR, SHOP, "select 1", 5, 1_000),
                count(HOUR, STOCK, "select 1", 7, 1_000),
                count(HOUR, STOCK, "delete from t", 9, 1_000)));
    assertThat(summary(StatementOrder.COUNT, 9).statements()).hasSize(3);
    assertThat(
            statements().summary(span(STOCK, "select"), StatementOrder.COUNT, 9, LONG).statements())
        .extracting(one -> one.figures().executions())
        .containsExactly(7L);
    StatementSpan other = new StatementSpan("other", HOUR, HOUR.plusSeconds(9), null, null);
    assertThat(statements().summary(other, StatementOrder.COUNT, 9, LONG).statements()).isEmpty();
  }

  @Test
  void long_and_odd_texts_are_cut_and_do_no_harm() {
    List<StatementCount> counts = new ArrayList<>();
    counts.add(count(HOUR, "d".repeat(900), "select \u0000" + "\uD83D\uDE00".repeat(3_000), 1, 1));
    counts.add(count(HOUR, SHOP, "select '%_\\' from \uD83D", 1, 1));
    statements().save("w".repeat(90), counts);
    statements().save("w".repeat(90), counts);
    assertThat(summary(StatementOrder.COUNT, 9).statements())
        .hasSize(2)
        .allSatisfy(one -> assertThat(one.text()).startsWith("select ").hasSizeLessThan(2_001));
  }

  @Test
  void old_counts_and_their_texts_go_and_the_others_stay() {
    Instant old = HOUR.minus(Duration.ofDays(9));
    statements()
        .save(
            "w1",
            List.of(
                count(old, SHOP, "select old from t", 5, 1_000),
                count(old, SHOP, "select a from t", 5, 1_000),
                count(HOUR, SHOP, "select a from t", 5, 1_000)));
    assertThat(statements().deleteOlderThan(HOUR.minusSeconds(1))).isEqualTo(2);
    StatementSpan all = new StatementSpan("shop", Instant.EPOCH, HOUR, null, null);
    assertThat(statements().summary(all, StatementOrder.COUNT, 9, LONG).statements())
        .extracting(StatementTotal::text)
        .containsExactly("select a from t");
    assertThat(statements().deleteOlderThan(HOUR.minusSeconds(1))).isZero();
  }

  @Test
  void when_the_time_is_over_it_is_said_how_far_back_was_counted() {
    statements().save("w1", List.of(count(HOUR, SHOP, "select 1", 5, 1_000)));
    StatementSummary none =
        statements().summary(span(null, null), StatementOrder.COUNT, 9, Duration.ZERO);
    assertThat(none.isComplete()).isFalse();
    assertThat(none.statements()).isEmpty();
    assertThat(none.countedFrom()).isEqualTo(span(null, null).to());
  }
}
