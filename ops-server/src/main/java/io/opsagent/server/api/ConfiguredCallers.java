package io.opsagent.server.api;

import io.opsagent.storage.StorageException;
import io.opsagent.storage.access.AccessRepositories;
import java.time.Clock;
import java.time.Instant;

/**
 * Whether anybody from outside could be let in: there is a client, a user or a supervisor. The
 * answer is remembered for five seconds. Any thread.
 */
final class ConfiguredCallers {
  /** What a person does when there is nobody. */
  static final String HELP =
      "No client, user or connection key is configured, so callers from outside are refused. On the"
          + " machine of this service run: java -jar opsagent.jar token create --scope log.view"
          + " --expires 7d (or: user create NAME).";

  private static final long REMEMBERED_SECONDS = 5;

  private final AccessRepositories repositories;
  private final Clock clock;
  private boolean known;
  private Instant askedAt = Instant.EPOCH;

  ConfiguredCallers(AccessRepositories repositories, Clock clock) {
    this.repositories = repositories;
    this.clock = clock;
  }

  /** True also when the database does not say. */
  synchronized boolean any() {
    Instant now = clock.instant();
    if (!now.isBefore(askedAt.plusSeconds(REMEMBERED_SECONDS))) {
      try {
        known =
            repositories.clients().existsUsable(now)
                || repositories.users().existsEnabled()
                || repositories.supervisors().existsEnabled();
      } catch (StorageException e) {
        known = true;
      }
      askedAt = now;
    }
    return known;
  }
}
