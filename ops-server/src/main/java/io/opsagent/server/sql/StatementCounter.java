package io.opsagent.server.sql;

import io.opsagent.server.statistics.HourlyCounts;
import io.opsagent.storage.statements.StatementCount;
import io.opsagent.storage.statements.StatementRepository;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Counts the statements of every exchange, with a row or without, by the hour in which it ended
 * ({@link HourlyCounts}). Any thread.
 */
public final class StatementCounter {
  /** Of one hour; further ones count together. */
  static final int MAX_ENTRIES_OF_HOUR = 500;

  /** Of all hours that wait, some kilobytes each. */
  static final int MAX_ENTRIES = 1_500;

  private static final int MAX_BATCH = 100;

  private final String service;
  private final LongSupplier slowMicros;
  private final HourlyCounts<StatementEntry.Key, StatementEntry> counts;

  /**
   * A counter.
   *
   * @param service name of the service
   * @param process name of this process, other than that of every other process ever
   * @param slowMicros from which duration on a statement is slow, as of now
   */
  public StatementCounter(String service, String process, LongSupplier slowMicros) {
    this.service = service;
    this.slowMicros = slowMicros;
    this.counts = new HourlyCounts<>(process, MAX_ENTRIES, MAX_ENTRIES_OF_HOUR, MAX_BATCH);
  }

  /** Counts the statements of an exchange that ended then. Never waits for the database. */
  public void count(Instant ended, SqlUse use) {
    long slow = slowMicros.getAsLong();
    synchronized (counts) {
      Instant hour = counts.hourOf(ended);
      for (StatementUse one : use.statements()) {
        StatementEntry.Key key =
            new StatementEntry.Key(hour, one.database(), one.kind(), one.text());
        counts.entry(key, () -> others(key), StatementEntry::new).add(one, slow);
      }
    }
  }

  /** A few an hour: databases are bounded where they are found. */
  private static StatementEntry.Key others(StatementEntry.Key key) {
    return new StatementEntry.Key(
        key.hour(), key.database(), StatementCount.OTHER, StatementCount.OTHER);
  }

  /** Uses of statements that were counted together because there were too many different ones. */
  public long leftOut() {
    return counts.leftOut();
  }

  /**
   * Writes what changed.
   *
   * @throws io.opsagent.storage.StorageException when the database does not take it; it waits then
   */
  public void flush(StatementRepository repository) {
    counts.flush(entry -> entry.count(service), repository::save);
  }
}
