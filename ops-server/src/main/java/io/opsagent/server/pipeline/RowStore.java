package io.opsagent.server.pipeline;

import io.opsagent.storage.ServiceLogRepository;
import io.opsagent.storage.StorageRoom;
import io.opsagent.storage.spool.Spool;
import org.jspecify.annotations.Nullable;

/**
 * Where the writer puts rows. Immutable.
 *
 * @param repository the database
 * @param counts writes what is counted beside the rows; may throw {@link
 *     io.opsagent.storage.StorageException}
 * @param flush makes sure that what the database took outlives the process
 * @param spool where rows wait while the database is away; null keeps them in memory
 * @param room whether the disk has room for rows; null asks nobody
 */
public record RowStore(
    ServiceLogRepository repository,
    Runnable counts,
    Runnable flush,
    @Nullable Spool spool,
    @Nullable StorageRoom room) {

  /** A database that loses nothing that it took. */
  static RowStore of(ServiceLogRepository repository, @Nullable Spool spool) {
    return new RowStore(repository, () -> {}, () -> {}, spool, null);
  }
}
