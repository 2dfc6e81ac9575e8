package io.opsagent.server.sql;

import io.opsagent.storage.statements.StatementCount;
import io.opsagent.storage.statements.StatementRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts the statements of every exchange, with a row or without, by the hour in which it ended,
 * and writes the counts of the hour that goes on again and again as a whole, so that a write may be
 * repeated. While the database is away counts wait in memory. Any thread.
 */
public final class StatementCounter {
  /** Of one hour; further ones count together. */
  static final int MAX_ENTRIES_OF_HOUR = 500;

  /** Of all hours that wait, some kilobytes each. */
  static final int MAX_ENTRIES = 1_500;

  private static final int MAX_BATCH = 100;
  private static final Duration SET_BACK = Duration.ofHours(2);

  private final String service;
  private final String process;
  private final LongSupplier slowMicros;

  // Under the lock.
  private final Map<StatementEntry.Key, StatementEntry> entries = new LinkedHashMap<>();
  private final Map<Instant, Integer> ofHour = new HashMap<>();
  private Instant hour = Instant.EPOCH;
  private int clockChanges;
  private long leftOut;

  /** Held while counts are written, so that an older one never comes behind a newer one. */
  private final Object writing = new Object();

  /**
   * A counter.
   *
   * @param service name of the service
   * @param process name of this process, other than that of every other process ever
   * @param slowMicros from which duration on a statement is slow, as of now
   */
  public StatementCounter(String service, String process, LongSupplier slowMicros) {
    this.service = service;
    this.process = process;
    this.slowMicros = slowMicros;
  }

  /** Counts the statements of an exchange that ended then. Never waits for the database. */
  public synchronized void count(Instant ended, SqlUse use) {
    moveOn(ended);
    long slow = slowMicros.getAsLong();
    for (StatementUse one : use.statements()) {
      StatementEntry.Key key = new StatementEntry.Key(hour, one.database(), one.kind(), one.text());
      StatementEntry entry = entries.get(key);
      if (entry == null) {
        entry = make(key);
      }
      entry.add(one, slow);
    }
  }

  /** A span that is over is not opened again: what was written of it would be replaced. */
  private void moveOn(Instant ended) {
    Instant of = ended.truncatedTo(ChronoUnit.HOURS);
    if (of.isAfter(hour)) {
      hour = of;
    } else if (of.isBefore(hour.minus(SET_BACK))) {
      // The clock was set back: its hours come again and are another process' for the database.
      hour = of;
      clockChanges++;
      entries.clear();
      ofHour.clear();
    }
  }

  private StatementEntry make(StatementEntry.Key key) {
    boolean hasRoom =
        entries.size() < MAX_ENTRIES && ofHour.getOrDefault(key.hour(), 0) < MAX_ENTRIES_OF_HOUR;
    if (!hasRoom) {
      leftOut++;
      // A few an hour: databases are bounded where they are found.
      return entries.computeIfAbsent(
          new StatementEntry.Key(
              key.hour(), key.database(), StatementCount.OTHER, StatementCount.OTHER),
          StatementEntry::new);
    }
    StatementEntry entry = new StatementEntry(key);
    entries.put(key, entry);
    ofHour.merge(key.hour(), 1, Integer::sum);
    return entry;
  }

  /** Uses of statements that were counted together because there were too many different ones. */
  public synchronized long leftOut() {
    return leftOut;
  }

  /**
   * Writes what changed.
   *
   * @throws io.opsagent.storage.StorageException when the database does not take it; it waits then
   */
  public void flush(StatementRepository repository) {
    synchronized (writing) {
      // What changes while this is written is left for the next time.
      List<StatementEntry> unwritten = unwritten();
      for (int i = 0; i < unwritten.size(); i += MAX_BATCH) {
        Batch batch = batch(unwritten.subList(i, Math.min(unwritten.size(), i + MAX_BATCH)));
        repository.save(batch.writer, batch.counts);
        written(batch);
      }
    }
  }

  private record Batch(
      String writer, List<StatementCount> counts, Map<StatementEntry, Long> versions) {}

  private synchronized List<StatementEntry> unwritten() {
    return entries.values().stream().filter(entry -> !entry.isWritten()).toList();
  }

  private synchronized Batch batch(List<StatementEntry> some) {
    List<StatementCount> counts = new ArrayList<>();
    Map<StatementEntry, Long> versions = new HashMap<>();
    for (StatementEntry entry : some) {
      counts.add(entry.count(service));
      versions.put(entry, entry.version());
    }
    return new Batch(process + "-" + clockChanges, counts, versions);
  }

  private synchronized void written(Batch batch) {
    batch.versions.forEach(StatementEntry::written);
    entries.values().removeIf(entry -> entry.isWritten() && entry.key().hour().isBefore(hour));
    ofHour.keySet().removeIf(of -> of.isBefore(hour) && !isOpen(of));
  }

  private boolean isOpen(Instant of) {
    return entries.keySet().stream().anyMatch(key -> key.hour().equals(of));
  }
}
