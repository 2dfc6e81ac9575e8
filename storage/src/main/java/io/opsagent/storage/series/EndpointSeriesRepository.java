package io.opsagent.storage.series;

import io.opsagent.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * Statistics of endpoints in the operations database. Every method may be called from any thread,
 * waits for the database, and throws {@link StorageException} when it does not answer as it should.
 */
public interface EndpointSeriesRepository {

  /**
   * Adds rows in one transaction. A batch that is there already, because its commit went
   * unanswered, is not added again; a batch therefore always has the same rows.
   */
  void add(List<SeriesRow> batch);

  /**
   * What was counted of one endpoint, by the beginning of each span with traffic.
   *
   * @param endpoint operation id, or {@link SeriesRow#ALL}
   * @param from first beginning
   * @param to beginning that is not included
   */
  SortedMap<Instant, Traffic> series(
      String service, String endpoint, Resolution resolution, Instant from, Instant to);

  /** What was counted of each endpoint from one time to another, put together. */
  Map<String, Traffic> totals(String service, Resolution resolution, Instant from, Instant to);

  /** How many requests from one time to another have no row in the log, by the reason. */
  Map<NotStored, Long> notStored(String service, Resolution resolution, Instant from, Instant to);

  /**
   * The spans of a resolution in which five-minute rows were written since a time.
   *
   * @param since by the clock of the one who wrote them
   */
  Set<Instant> touchedSince(String service, Resolution resolution, ZoneId zone, Instant since);

  /**
   * Puts the five-minute rows of one span together and keeps the result in place of an earlier one.
   *
   * @return whether there were any
   */
  boolean rollUp(String service, Resolution resolution, ZoneId zone, Instant start);

  /**
   * Deletes rows that are too old, each resolution by its own age.
   *
   * @param maxAge over all of them
   * @return rows deleted, at most 50,000 of a resolution
   */
  long deleteOld(Instant now, Duration maxAge);
}
