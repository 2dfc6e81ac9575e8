package io.opsagent.storage.views;

import io.opsagent.storage.StorageException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The saved filters. Every method may be called from any thread, waits for the database, and throws
 * {@link StorageException} when it does not answer as it should.
 */
public interface SavedViewRepository {
  /** Most rows; more are refused. */
  int MAX_ROWS = 1_000;

  /** Longest filter, bytes of UTF-8. */
  int MAX_FILTER_BYTES = 16 * 1024;

  /**
   * Stores a new one.
   *
   * @param draft its id does not count
   * @return it with its id
   * @throws IllegalStateException beyond {@link #MAX_ROWS}
   */
  SavedView insert(SavedView draft);

  /** The one with this id. */
  Optional<SavedView> find(long id);

  /** Those of a page, or of all for null, with a smaller id, the newest first. */
  List<SavedView> list(@Nullable String page, long beforeId, int limit);

  /**
   * Writes name, page and filter of a stored one.
   *
   * @return whether it was there
   */
  boolean update(SavedView changed);

  /**
   * Deletes one.
   *
   * @return whether it was there
   */
  boolean delete(long id);
}
