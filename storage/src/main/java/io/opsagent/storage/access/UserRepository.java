package io.opsagent.storage.access;

import io.opsagent.storage.StorageException;
import java.util.List;
import java.util.Optional;

/**
 * The users of the console. Every method may be called from any thread, waits for the database, and
 * throws {@link StorageException} when it does not answer as it should.
 */
public interface UserRepository {
  /** Most rows; more are refused. */
  int MAX_ROWS = 1_000;

  /**
   * Stores a new one.
   *
   * @param draft its id does not count
   * @return it with its id; empty when the name is taken
   * @throws IllegalStateException beyond {@link #MAX_ROWS}
   */
  Optional<User> insert(User draft);

  /** The one with this id. */
  Optional<User> find(long id);

  /** The one with this name. */
  Optional<User> findByName(String name);

  /** Those with a smaller id, the newest first. */
  List<User> list(long beforeId, int limit);

  /** Whether any can sign in. */
  boolean existsEnabled();

  /**
   * Writes all members but name and creation.
   *
   * @return whether he was there
   */
  boolean update(User changed);

  /** Deletes him; returns whether he was there. */
  boolean delete(long id);
}
