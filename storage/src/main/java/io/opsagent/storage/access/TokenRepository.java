package io.opsagent.storage.access;

import io.opsagent.storage.StorageException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that OpsAgent issued. Every method may be called from any thread, waits for the
 * database, and throws {@link StorageException} when it does not answer as it should.
 */
public interface TokenRepository {
  /** Most tokens of one subject; with a further one the oldest goes. */
  int MAX_OF_SUBJECT = 100;

  /** Stands for every subject in {@link #revokeSubject}. */
  String ALL = "*";

  /**
   * Stores a new one.
   *
   * @param draft its id does not count
   * @param hash SHA-256 of the token, in hexadecimal digits
   * @return it with its id
   */
  AccessToken insert(AccessToken draft, String hash);

  /** The one with this hash, also one that is not usable. */
  Optional<AccessToken> findByHash(String hash);

  /** The one with this id, also one that is not usable. */
  Optional<AccessToken> find(long id);

  /** Those with a smaller id, the newest first; of one subject, or of all for null. */
  List<AccessToken> list(@Nullable String subject, long beforeId, int limit);

  /** Notes that it was used. */
  void used(long id, Instant now);

  /** Revokes one; returns whether it was there and not revoked. */
  boolean revoke(long id, Instant now);

  /**
   * Revokes all of a subject, or all of everybody for {@link #ALL}; tokens of supervisors that were
   * issued before are refused from now on, too.
   *
   * @return how many of OpsAgent's own
   * @throws IllegalStateException when too many subjects were revoked in this way; the message says
   *     what to do
   */
  int revokeSubject(String subject, Instant now);

  /**
   * Revokes OpsAgent's own tokens of a client or user that changes or goes; tokens of supervisors
   * are not looked at.
   *
   * @return how many
   */
  int revokeOwn(String subject, Instant now);

  /** Deletes what expired before a time, at most so many rows; returns how many. */
  int deleteExpired(Instant before, int maxRows);
}
