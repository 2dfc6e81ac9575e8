package io.opsagent.storage.errors;

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
   * The groups of a span, the most frequent first.
   *
   * @param limit at most, at least 1
   */
  List<ErrorGroup> groups(ErrorSpan span, int limit);

  /** How many exceptions the span has, whatever their group. */
  long total(ErrorSpan span);

  /**
   * Where they came, the most frequent endpoints first.
   *
   * @param fingerprints of these groups; at most 500
   * @param limit endpoints in all
   */
  List<ErrorEndpoint> endpoints(ErrorSpan span, List<String> fingerprints, int limit);

  /** How many came in each hour that had any. */
  SortedMap<Instant, Long> series(ErrorSpan span);

  /**
   * When each came for the first time, as far as counts are kept.
   *
   * @param fingerprints at most 500
   */
  Map<String, Instant> firstSeen(String service, List<String> fingerprints);

  /**
   * Deletes counts of hours before a time, some thousands at most.
   *
   * @return how many
   */
  int deleteOlderThan(Instant time);
}
