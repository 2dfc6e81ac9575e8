package io.opsagent.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsagent.server.testkit.AccessDatabase;
import io.opsagent.storage.StorageException;
import io.opsagent.storage.access.AccessToken;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How long a token is believed. */
class OwnTokensTest {
  private final AtomicLong nanos = new AtomicLong();

  private OwnTokens over(AccessDatabase database) {
    return new OwnTokens(database.repositories().tokens(), Clock.systemUTC(), nanos::get);
  }

  private static OwnTokens.Issued issue(OwnTokens tokens) {
    return tokens.issue(
        AccessToken.Kind.CLIENT,
        "client-1",
        "ci",
        List.of("log.view"),
        "127.0.0.1",
        Instant.now().plusSeconds(600));
  }

  @Test
  void another_nodes_revocation_counts_after_five_seconds_and_ones_own_at_once() {
    try (AccessDatabase database = AccessDatabase.open()) {
      OwnTokens here = over(database);
      OwnTokens there = over(database);
      OwnTokens.Issued issued = issue(here);
      assertThat(here.verify(issued.secret())).isPresent();
      assertThat(there.verify(issued.secret())).isPresent();

      there.revoke(issued.stored().id());
      assertThat(there.verify(issued.secret())).isEmpty();
      nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(4_999));
      assertThat(here.verify(issued.secret())).isPresent();
      nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
      assertThat(here.verify(issued.secret())).isEmpty();
    }
  }

  @Test
  void while_the_database_is_away_a_known_token_works_for_five_minutes() {
    try (AccessDatabase database = AccessDatabase.open()) {
      OwnTokens tokens = over(database);
      OwnTokens.Issued known = issue(tokens);
      OwnTokens.Issued unknown = issue(tokens);
      assertThat(tokens.verify(known.secret())).isPresent();
      database.stop();

      nanos.addAndGet(TimeUnit.SECONDS.toNanos(299));
      assertThat(tokens.verify(known.secret())).isPresent();
      assertThatThrownBy(() -> tokens.verify(unknown.secret()))
          .isInstanceOf(StorageException.class);
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
      assertThatThrownBy(() -> tokens.verify(known.secret())).isInstanceOf(StorageException.class);
    }
  }

  @Test
  void guesses_do_not_push_out_a_token_that_works() {
    try (AccessDatabase database = AccessDatabase.open()) {
      OwnTokens tokens = over(database);
      OwnTokens.Issued known = issue(tokens);
      assertThat(tokens.verify(known.secret())).isPresent();
      for (int i = 0; i < 2_000; i++) {
        assertThat(tokens.verify(Secret.create(Secret.ACCESS_TOKEN))).isEmpty();
      }
      database.stop();
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
      assertThat(tokens.verify(known.secret())).isPresent();
    }
  }

  @Test
  void the_secret_is_not_what_is_stored() {
    try (AccessDatabase database = AccessDatabase.open()) {
      OwnTokens.Issued issued = issue(over(database));
      var tokens = database.repositories().tokens();
      assertThat(tokens.findByHash(issued.secret())).isEmpty();
      assertThat(tokens.findByHash(Secret.hash(issued.secret()))).isPresent();
    }
  }
}
