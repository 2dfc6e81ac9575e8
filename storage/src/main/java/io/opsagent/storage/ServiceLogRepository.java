package io.opsagent.storage;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The service logs in the operations database. Every method may be called from any thread, waits
 * for the database, and throws {@link StorageException} when it does not answer as it should.
 */
public interface ServiceLogRepository {

  /** Inserts all rows in one transaction: all of them are there afterwards, or none. */
  void insert(List<ServiceLog> logs);

  /**
   * Inserts all rows in one transaction, unless that was done before: for a batch whose insertion
   * failed without anybody knowing whether it was committed. The database remembers a batch for a
   * day.
   *
   * @param batch other than that of every other batch ever
   */
  default void insertOnce(UUID batch, List<ServiceLog> logs) {
    insert(logs);
  }

  /** The row with this id, if the service owns it. */
  Optional<ServiceLog> find(String service, long id);

  /**
   * A page of rows.
   *
   * @param order at least one term; ties are broken by id in the direction of the first term
   * @param offset rows to skip, at least 0
   * @param limit rows to return at most, at least 1
   */
  List<ServiceLog> list(
      ServiceLogFilter filter, List<ServiceLogOrder> order, long offset, int limit);

  /** How many rows pass the filter, without paging. */
  long count(ServiceLogFilter filter);
}
