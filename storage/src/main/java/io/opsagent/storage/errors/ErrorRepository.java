package io.opsagent.storage.errors;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The counts of exceptions in the operations database. Every method may be called from any thread,
 * waits for the database, and throws {@link io.opsagent.storage.StorageException} when it does not
 * answer as it should. Reading looks at counts and never at rows of the log, so that it takes the
 * same time however many there are.
 */
public interface ErrorRepository {

  /**
   * Writes what a process counted so far, in one transaction; an entry that is there is replaced,
   * so that it can be done again.
   *
   * @param writer name of the process, other than that of every other process ever
   */
  void save(String writer, List<ErrorCount> counts);

  /**
   * What came in a span, read from the newest hours to the oldest.
   *
   * @param maxTime to read for; what was read until then is returned
   */
  ErrorSummary summary(ErrorSpan span, Duration maxTime);

  /** How many came in each hour that had any; for a span with a fingerprint. */
  SortedMap<Instant, Long> series(ErrorSpan span);

  /**
   * When each came for the first time, as far as counts are kept.
   *
   * @param maxTime to look for; those that were not found until then are missing
   */
  Map<String, Instant> firstSeen(String service, List<String> fingerprints, Duration maxTime);

  /**
   * Deletes counts of hours before a time, some thousands at most.
   *
   * @return how many
   */
  int deleteOlderThan(Instant time);
}
