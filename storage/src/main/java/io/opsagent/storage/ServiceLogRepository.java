package io.opsagent.storage;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

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
   * A page of rows, by their number in an order. In the order of time alone what is found until the
   * time is over is returned, in another order nothing is.
   *
   * @param order at least one term; ties are broken by id in the direction of the first term
   * @param offset rows to skip, at least 0
   * @param limit rows to return at most, at least 1
   * @param maxTime to search for
   */
  ServiceLogPage page(
      ServiceLogFilter filter,
      List<ServiceLogOrder> order,
      long offset,
      int limit,
      Duration maxTime);

  /**
   * A page of rows in the order of time, behind a row: as fast at any depth as the first.
   *
   * @param newestFirst the direction
   * @param after the last row of the page before
   * @param limit rows to return at most, at least 1
   * @param maxTime to search for; what was found until then is returned
   */
  ServiceLogPage pageAfter(
      ServiceLogFilter filter,
      boolean newestFirst,
      ServiceLogKey after,
      int limit,
      Duration maxTime);

  /**
   * How many rows pass the filter, without paging.
   *
   * @param max up to which they are counted, at least 0
   * @param maxTime to count for
   */
  ServiceLogCount count(ServiceLogFilter filter, long max, Duration maxTime);

  /**
   * Looks at the rows that pass a filter, the newest first.
   *
   * @param maxRows to look at, at least 1
   * @param maxTime to search for
   * @param facts takes each row, in about that order, on the caller's thread
   */
  ServiceLogScan scan(
      ServiceLogFilter filter, int maxRows, Duration maxTime, Consumer<ServiceLogFacts> facts);

  /**
   * Counts the rows that pass a filter by level, method, status, endpoint, route, exception,
   * instance and step of time, the newest first; faster than {@link #scan}.
   *
   * @param step of time, in whole microseconds
   * @param maxTime to count for
   * @param counts takes what rows have in common, a time of the step, and how many they are; on the
   *     caller's thread
   * @return empty when the filter asks for more than these and time, so that rows must be looked at
   */
  Optional<ServiceLogScan> tally(
      ServiceLogFilter filter,
      Duration step,
      Duration maxTime,
      ObjLongConsumer<ServiceLogFacts> counts);

  /**
   * Deletes the rows that pass a filter, the newest first, in transactions so small that a writer
   * never waits for one 100 milliseconds. Rows that come meanwhile may be left.
   *
   * @param maxTime after which no further transaction begins
   */
  ServiceLogDeletion delete(ServiceLogFilter filter, Duration maxTime);

  /**
   * A page for callers who can wait; as {@link #page}.
   *
   * @throws StorageException when it takes longer than thirty seconds
   */
  default List<ServiceLog> list(
      ServiceLogFilter filter, List<ServiceLogOrder> order, long offset, int limit) {
    ServiceLogPage page = page(filter, order, offset, limit, Duration.ofSeconds(30));
    if (!page.isComplete()) {
      throw new StorageException(
          "Could not list the service logs: it took too long; ask for a shorter time or fewer"
              + " rows.");
    }
    return page.rows();
  }

  /**
   * How many rows pass the filter, however many there are.
   *
   * @throws StorageException when it takes longer than thirty seconds
   */
  default long count(ServiceLogFilter filter) {
    ServiceLogCount count = count(filter, Long.MAX_VALUE, Duration.ofSeconds(30));
    if (!count.isExact()) {
      throw new StorageException(
          "Could not count the service logs: it took too long; ask for a shorter time.");
    }
    return count.rows();
  }
}
