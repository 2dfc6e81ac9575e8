package io.opsagent.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.storage.DataDirectory;
import io.opsagent.storage.OperationsDatabase;
import io.opsagent.storage.workers.Worker;
import io.opsagent.storage.workers.WorkerIdentity;
import java.io.File;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two workers of one database, on one host so that both live. */
class MembershipTest {
  @TempDir private File folder;
  private @Nullable DataDirectory directory;
  private @Nullable OperationsDatabase database;
  private final SetClock clock = new SetClock();

  @BeforeEach
  void open() throws Exception {
    directory = DataDirectory.open(folder);
    database = OperationsDatabase.open(directory, line -> {});
  }

  @AfterEach
  void close() {
    database().close();
    Objects.requireNonNull(directory).close();
  }

  private OperationsDatabase database() {
    return Objects.requireNonNull(database);
  }

  /** On a host of its own, so that only what it says counts. */
  private Membership member(String name) {
    return new Membership(
        database().workers(),
        new WorkerIdentity(name, "shop", "shop@" + name, name, name, null, 1, clock.now),
        Duration.ofSeconds(30),
        clock);
  }

  @Test
  void case_83_one_of_two_is_primary_and_the_other_when_the_first_is_silent() {
    Membership first = member("first");
    first.run();
    clock.pass(1);
    Membership second = member("second");
    second.run();
    assertThat(first.isPrimary()).isTrue();
    assertThat(second.isPrimary()).isFalse();

    clock.pass(64);
    second.run();
    assertThat(second.isPrimary()).isFalse();
    clock.pass(2);
    second.run();

    assertThat(second.isPrimary()).isTrue();
  }

  @Test
  void a_primary_that_stops_makes_room_at_once() {
    Membership first = member("first");
    first.run();
    clock.pass(1);
    Membership second = member("second");
    second.run();
    first.close();
    second.run();

    assertThat(first.isPrimary()).isFalse();
    assertThat(second.isPrimary()).isTrue();
  }

  @Test
  void the_end_of_a_worker_is_filled_in_after_five_minutes_and_its_row_stays() {
    Membership first = member("first");
    first.run();
    Instant seen = clock.now;
    Membership second = member("second");
    for (int minute = 0; minute < 6; minute++) {
      clock.pass(60);
      second.run();
    }

    assertThat(database().workers().list("shop"))
        .filteredOn(worker -> worker.writer().equals("first"))
        .singleElement()
        .extracting(Worker::ended)
        .isEqualTo(seen);
  }

  @Test
  void a_worker_that_comes_back_has_not_ended() {
    Membership first = member("first");
    first.run();
    Membership second = member("second");
    clock.pass(400);
    second.run();
    first.run();

    assertThat(database().workers().list("shop")).extracting(Worker::ended).containsOnlyNulls();
    assertThat(first.isPrimary()).isTrue();
  }

  /** A clock that goes when it is told to. */
  private static final class SetClock extends Clock {
    private Instant now = Instant.parse("2026-03-10T12:00:00Z");

    void pass(int seconds) {
      now = now.plusSeconds(seconds);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
