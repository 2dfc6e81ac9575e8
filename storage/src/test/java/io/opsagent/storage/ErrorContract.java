package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.storage.errors.ErrorCount;
import io.opsagent.storage.errors.ErrorEndpoint;
import io.opsagent.storage.errors.ErrorGroup;
import io.opsagent.storage.errors.ErrorSpan;
import io.opsagent.storage.errors.ErrorSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the counts of exceptions say, on each engine. */
abstract class ErrorContract {
  private static final Instant HOUR = Instant.parse("2026-03-01T10:00:00Z");
  private static final String A = "00000000000000aa";
  private static final String B = "00000000000000bb";

  private @Nullable DatabaseAccess database;
  private @Nullable JdbiErrorRepository repository;

  /** An empty database; the caller closes it. */
  abstract DatabaseAccess open() throws Exception;

  @BeforeEach
  void begin() throws Exception {
    DatabaseAccess opened = open();
    database = opened;
    repository = new JdbiErrorRepository(opened);
  }

  @AfterEach
  void end() {
    if (database != null) {
      database.close();
    }
  }

  private JdbiErrorRepository errors() {
    if (repository == null) {
      throw new IllegalStateException("no test is running");
    }
    return repository;
  }

  private static ErrorCount count(Instant hour, String fingerprint, String endpoint, long errors) {
    return new ErrorCount(
        "shop",
        hour,
        fingerprint,
        fingerprint.equals(A) ? "com.shop.OutOfStock" : "java.lang.IllegalStateException",
        endpoint,
        endpoint.isEmpty() ? null : "/" + endpoint,
        "com.shop.Orders.pay",
        "nothing left",
        errors,
        errors / 2,
        hour.plusSeconds(1),
        hour.plusSeconds(errors));
  }

  private static ErrorSpan span(Instant from, Instant to) {
    return new ErrorSpan("shop", from, to, null, null, null);
  }

  private ErrorSummary summary(ErrorSpan span) {
    ErrorSummary summary = errors().summary(span, Duration.ofSeconds(30));
    assertThat(summary.isComplete()).isTrue();
    return summary;
  }

  private long total(ErrorSpan span) {
    return summary(span).total();
  }

  private static ErrorSpan all() {
    return span(Instant.EPOCH, HOUR.plus(Duration.ofDays(99)));
  }

  @Test
  void a_count_that_goes_on_replaces_what_the_same_process_wrote_before() {
    errors().save("w1", List.of(count(HOUR, A, "order_get", 4)));
    errors().save("w1", List.of(count(HOUR, A, "order_get", 4)));
    errors().save("w1", List.of(count(HOUR, A, "order_get", 10)));
    errors().save("w2", List.of(count(HOUR, A, "order_get", 3)));
    assertThat(summary(all()).groups())
        .containsExactly(
            new ErrorGroup(
                A,
                "com.shop.OutOfStock",
                13,
                6,
                1,
                HOUR.plusSeconds(1),
                HOUR.plusSeconds(10),
                "com.shop.Orders.pay",
                "nothing left"));
    assertThat(total(all())).isEqualTo(13);
  }

  @Test
  void groups_come_by_number_and_name_their_endpoints_hours_and_first_time() {
    Instant next = HOUR.plus(Duration.ofHours(1));
    errors()
        .save(
            "w1",
            List.of(
                count(HOUR, A, "order_get", 2),
                count(HOUR, A, "", 1),
                count(HOUR, B, "order_get", 20),
                count(next, A, "order_get", 5)));
    assertThat(summary(all()).groups()).extracting(ErrorGroup::errors).containsExactly(20L, 8L);
    assertThat(summary(span(next.plusSeconds(5), next.plusSeconds(9))).groups())
        .extracting(ErrorGroup::errors)
        .containsExactly(5L);
    assertThat(
            summary(all()).endpoints().stream().filter(at -> at.fingerprint().equals(A)).toList())
        .containsExactly(
            new ErrorEndpoint(A, "order_get", "/order_get", 7, next.plusSeconds(5)),
            new ErrorEndpoint(A, "", null, 1, HOUR.plusSeconds(1)));
    assertThat(errors().series(all())).isEqualTo(Map.of(HOUR, 23L, next, 5L));
    assertThat(errors().firstSeen("shop", List.of(A, "none"), Duration.ofSeconds(30)))
        .isEqualTo(Map.of(A, HOUR.plusSeconds(1)));
  }

  @Test
  void a_span_may_name_fingerprint_endpoint_and_type() {
    errors().save("w1", List.of(count(HOUR, A, "order_get", 2), count(HOUR, B, "order_get", 3)));
    errors().save("w1", List.of(count(HOUR, B, "cart_get", 4)));
    Instant to = HOUR.plusSeconds(60);
    assertThat(total(new ErrorSpan("shop", HOUR, to, B, null, null))).isEqualTo(7);
    assertThat(total(new ErrorSpan("shop", HOUR, to, B, "cart_get", null))).isEqualTo(4);
    assertThat(total(new ErrorSpan("shop", HOUR, to, null, null, "OutOfStock"))).isEqualTo(2);
    assertThat(total(new ErrorSpan("shop", HOUR, to, null, null, "%"))).isZero();
    assertThat(total(new ErrorSpan("other", HOUR, to, null, null, null))).isZero();
  }

  @Test
  void long_and_odd_texts_are_cut_and_kept_apart() {
    List<ErrorCount> counts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      counts.add(
          new ErrorCount(
              "shop",
              HOUR,
              A,
              "T" + "\uD83D\uDE00".repeat(400),
              "e".repeat(490) + i,
              null,
              null,
              "\u0000" + "m".repeat(9_000),
              1,
              0,
              HOUR,
              HOUR));
    }
    errors().save("w".repeat(90), counts);
    errors().save("w".repeat(90), counts);
    assertThat(summary(all()).groups())
        .singleElement()
        .extracting(ErrorGroup::endpoints)
        .isEqualTo(3L);
  }

  @Test
  void when_the_time_is_over_it_is_said_how_far_back_was_counted() {
    errors().save("w1", List.of(count(HOUR, A, "a", 1)));
    ErrorSummary none = errors().summary(all(), Duration.ZERO);
    assertThat(none.isComplete()).isFalse();
    assertThat(none.total()).isZero();
    assertThat(none.countedFrom()).isNotNull();
  }

  @Test
  void what_is_too_old_goes() {
    errors().save("w1", List.of(count(HOUR, A, "a", 1), count(HOUR.plusSeconds(3_600), A, "a", 1)));
    assertThat(errors().deleteOlderThan(HOUR)).isZero();
    assertThat(errors().deleteOlderThan(HOUR.plusSeconds(1))).isEqualTo(1);
    assertThat(errors().series(all())).containsOnlyKeys(HOUR.plusSeconds(3_600));
  }
}
