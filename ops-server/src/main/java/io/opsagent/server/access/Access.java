package io.opsagent.server.access;

import io.opsagent.storage.access.AccessRepositories;
import java.time.Clock;

/**
 * All that the API needs to know who may enter.
 *
 * @param repositories what is stored
 * @param ownTokens tokens of clients and users
 * @param passwords hashes of passwords
 * @param attempts the throttle of those who guess
 * @param audit what was done
 * @param localKey the key of the state file: who can read that file is the owner of this process
 * @param clock for expiry
 */
public record Access(
    AccessRepositories repositories,
    OwnTokens ownTokens,
    PasswordHasher passwords,
    AttemptLimiter attempts,
    AuditLog audit,
    String localKey,
    Clock clock) {
  /** With everything new. */
  public static Access over(AccessRepositories repositories, AuditLog audit, String localKey) {
    Clock clock = Clock.systemUTC();
    return new Access(
        repositories,
        new OwnTokens(repositories.tokens(), clock),
        new PasswordHasher(),
        new AttemptLimiter(),
        audit,
        localKey,
        clock);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "Access[node=" + audit.node() + "]";
  }
}
