package io.opsagent.storage.access;

import io.opsagent.storage.StorageException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The clients. Every method may be called from any thread, waits for the database, and throws
 * {@link StorageException} when it does not answer as it should.
 */
public interface ClientRepository {
  /** Most rows; more are refused. */
  int MAX_ROWS = 10_000;

  /**
   * Stores a new one.
   *
   * @param draft its id does not count
   * @return it with its id
   * @throws IllegalStateException beyond {@link #MAX_ROWS}
   */
  Client insert(Client draft);

  /** The one with this id, also a revoked one. */
  Optional<Client> find(long id);

  /** Those with a smaller id, the newest first. */
  List<Client> list(long beforeId, int limit);

  /** Whether any can let somebody in. */
  boolean existsUsable(Instant now);

  /**
   * Makes its secret useless; its tokens are revoked by {@link TokenRepository#revokeSubject}.
   *
   * @return whether it was there and not revoked
   */
  boolean revoke(long id, Instant now);

  /** Deletes what was revoked or expired before a time, at most so many rows; returns how many. */
  int deleteUnusable(Instant before, int maxRows);
}
