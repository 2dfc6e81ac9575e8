package io.opsagent.storage.access;

import io.opsagent.storage.StorageException;
import java.time.Instant;
import java.util.List;

/**
 * The tokens of supervisors, and since when those of a subject count. Every method may be called
 * from any thread, waits for the database, and throws {@link StorageException} when it does not
 * answer as it should.
 */
public interface SupervisorTokenRepository {
  /** Most tokens that one call lists. */
  int MAX_LISTED = 1_000;

  /** What a use of a token came to. */
  enum Use {
    /** It counts, and the use is recorded. */
    ACCEPTED,
    /** It, its subject, or all tokens of its time were revoked. */
    REVOKED,
    /** Another supervisor has used a token of this id. */
    OTHER_ISSUER
  }

  /**
   * Records that a token was used, unless it is refused.
   *
   * @param token as it came; its id and usedTimes do not count
   * @param now the time of the use
   */
  Use use(SupervisorToken token, Instant now);

  /** Tokens of a supervisor, the newest first. */
  List<SupervisorToken> list(long issuerId, SupervisorTokenFilter filter);

  /**
   * Revokes tokens of a supervisor, also those that were not seen yet.
   *
   * @return how many were known
   */
  int revoke(long issuerId, List<String> tokenIds, Instant now);

  /** Deletes what expired before a time, at most so many rows; returns how many. */
  int deleteExpired(Instant before, int maxRows);
}
