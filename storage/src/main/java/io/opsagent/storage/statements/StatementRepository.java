package io.opsagent.storage.statements;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The counts of statements in the operations database. Every method may be called from any thread,
 * waits for the database, and throws {@link io.opsagent.storage.StorageException} when it does not
 * answer as it should.
 */
public interface StatementRepository {
  /**
   * Writes what a process counted so far, in one transaction; an entry that is there is replaced,
   * so that it can be done again.
   *
   * @param writer name of the process, other than that of every other process ever
   */
  void save(String writer, List<StatementCount> counts);

  /**
   * What ran in a span, read from the newest hours to the oldest.
   *
   * @param limit most statements of the answer
   * @param maxTime to read for; what was read until then is returned
   */
  StatementSummary summary(StatementSpan span, StatementOrder order, int limit, Duration maxTime);

  /**
   * Deletes counts of hours before a time, some thousands at most, and texts that no count needs.
   *
   * @return how many counts
   */
  int deleteOlderThan(Instant time);
}
