package io.opsagent.server.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsagent.server.testkit.InMemoryErrors;
import io.opsagent.storage.StorageException;
import io.opsagent.storage.errors.ErrorCount;
import io.opsagent.storage.errors.ErrorGroup;
import io.opsagent.storage.errors.ErrorSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ErrorCounterTest {
  private static final Instant HOUR = Instant.parse("2026-03-01T10:00:00Z");
  private static final String A = "00000000000000aa";

  private final ErrorCounter counter = new ErrorCounter("shop", "process");
  private boolean away;
  private int saved;
  private final InMemoryErrors database =
      new InMemoryErrors() {
        @Override
        public synchronized void save(String writer, List<ErrorCount> counts) {
          if (away) {
            throw new StorageException("The database is away.");
          }
          saved += counts.size();
          super.save(writer, counts);
        }
      };

  private static SeenError seen(
      Instant ended, String type, @Nullable String fingerprint, boolean isStored) {
    return new SeenError(
        ended.minusSeconds(1),
        ended,
        type,
        fingerprint,
        fingerprint == null ? null : "com.shop.Orders.pay",
        fingerprint == null ? null : "no " + "9".repeat(900),
        "order_get",
        "/order/{id}",
        isStored);
  }

  private List<ErrorGroup> groups() {
    return database
        .summary(
            new ErrorSpan("shop", Instant.EPOCH, HOUR.plus(Duration.ofDays(99)), null, null, null),
            Duration.ofSeconds(1))
        .groups();
  }

  @Test
  void exceptions_beyond_the_budget_count_with_the_last_of_their_type_at_their_endpoint() {
    counter.count(seen(HOUR.plusSeconds(2), "Bad", A, true));
    counter.count(seen(HOUR.plusSeconds(9), "Bad", null, false));
    counter.count(seen(HOUR.plusSeconds(9), "Other", null, false));
    counter.count(seen(HOUR.plusSeconds(9), "Bad", null, true));
    counter.flush(database);
    assertThat(groups()).hasSize(3);
    ErrorGroup group = groups().get(0);
    assertThat(group.fingerprint()).isEqualTo(A);
    assertThat(group.errors()).isEqualTo(2);
    assertThat(group.notStored()).isEqualTo(1);
    assertThat(group.first()).isEqualTo(HOUR.plusSeconds(1));
    assertThat(group.last()).isEqualTo(HOUR.plusSeconds(8));
    assertThat(group.message()).hasSize(500);
    assertThat(groups().subList(1, 3)).allMatch(other -> other.fingerprint().isEmpty());
  }

  @Test
  void only_what_changed_is_written_and_as_a_whole() {
    counter.count(seen(HOUR, "Bad", A, true));
    counter.flush(database);
    counter.flush(database);
    assertThat(saved).isEqualTo(1);
    counter.count(seen(HOUR, "Bad", A, true));
    counter.flush(database);
    assertThat(saved).isEqualTo(2);
    assertThat(groups()).singleElement().extracting(ErrorGroup::errors).isEqualTo(2L);
  }

  @Test
  void counts_wait_while_the_database_is_away_also_over_the_hour() {
    away = true;
    counter.count(seen(HOUR, "Bad", A, true));
    assertThatThrownBy(() -> counter.flush(database)).isInstanceOf(StorageException.class);
    counter.count(seen(HOUR.plusSeconds(3_600), "Bad", A, true));
    away = false;
    counter.flush(database);
    assertThat(groups()).singleElement().extracting(ErrorGroup::errors).isEqualTo(2L);
    // One that began before and comes out of the ring late does not open the hour again.
    counter.count(seen(HOUR.plusSeconds(3_599), "Bad", A, true));
    counter.flush(database);
    assertThat(groups()).singleElement().extracting(ErrorGroup::errors).isEqualTo(3L);
  }

  @Test
  void a_clock_that_is_set_back_replaces_nothing() {
    counter.count(seen(HOUR, "Bad", A, true));
    counter.flush(database);
    counter.count(seen(HOUR.plus(Duration.ofDays(1)), "Bad", A, true));
    counter.flush(database);
    counter.count(seen(HOUR, "Bad", A, true));
    counter.flush(database);
    assertThat(groups()).singleElement().extracting(ErrorGroup::errors).isEqualTo(3L);
  }

  @Test
  void too_many_different_ones_count_together() {
    for (int i = 0; i < ErrorCounter.MAX_ENTRIES_OF_HOUR + 500; i++) {
      counter.count(seen(HOUR, "Bad" + i, A, true));
    }
    counter.flush(database);
    assertThat(groups()).hasSize(ErrorCounter.MAX_ENTRIES_OF_HOUR + 1);
    assertThat(groups().get(0).exceptionType()).isEqualTo(ErrorCount.OTHER);
    assertThat(groups().get(0).errors()).isEqualTo(500);
    assertThat(counter.leftOut()).isEqualTo(500);
    counter.count(seen(HOUR.plusSeconds(3_600), "Bad1", A, true));
    assertThat(counter.leftOut()).isEqualTo(500);
  }
}
