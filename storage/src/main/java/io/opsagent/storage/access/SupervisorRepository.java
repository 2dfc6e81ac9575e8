package io.opsagent.storage.access;

import io.opsagent.storage.StorageException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The platforms that manage nodes. Every method may be called from any thread, waits for the
 * database, and throws {@link StorageException} when it does not answer as it should.
 */
public interface SupervisorRepository {
  /** Most rows; more are refused. */
  int MAX_ROWS = 1_000;

  /**
   * Stores a new one.
   *
   * @param draft its id does not count
   * @return it with its id
   * @throws IllegalStateException beyond {@link #MAX_ROWS}
   */
  Supervisor insert(Supervisor draft);

  /** The one with this id. */
  Optional<Supervisor> find(long id);

  /** All of a node that are not disabled and have a public key (operations-api.md 3.3). */
  List<Supervisor> enabledOfNode(String nodeId);

  /** All of a service, the newest first. */
  List<Supervisor> list(String service);

  /** Whether any can let somebody in. */
  boolean existsEnabled();

  /**
   * Writes all members of a stored one.
   *
   * @param initKey what must be stored as its {@code initKey} at the moment, so that a takeover
   *     happens once; null for no such condition
   * @return whether it was there, and as demanded
   */
  boolean update(Supervisor changed, @Nullable String initKey);

  /**
   * Deletes it and the tokens that it issued.
   *
   * @return whether it was there
   */
  boolean delete(long id);

  /**
   * Gives a node the captured requests and reports of a service that have none (operations-api.md
   * 4.3, step 5). In many short transactions: it takes time by the number of rows, and one that was
   * cut off is done by calling it again.
   *
   * @return how many rows
   */
  long adoptRows(String service, String nodeId);

  /**
   * Takes captured requests and reports from a node; they keep the name of the service that wrote
   * them (operations-api.md 1.6). As {@link #adoptRows} in what it takes.
   *
   * @return how many rows
   */
  long releaseRows(String nodeId);
}
