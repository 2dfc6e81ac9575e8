package io.opsagent.server.statistics;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Counts by the hour, bounded, which are written again and again as a whole while their hour goes
 * on, so that a write may be repeated. While the database is away they wait in memory. Any thread;
 * who adds holds the monitor of this over {@link #hourOf}, {@link #entry} and what he adds.
 *
 * @param <K> what is counted together
 * @param <E> a line of the counts
 */
public final class HourlyCounts<K extends HourlyEntry.Key, E extends HourlyEntry<K>> {
  private static final Duration SET_BACK = Duration.ofHours(2);

  private final String process;
  private final int maxEntries;
  private final int maxEntriesOfHour;
  private final int maxBatch;

  // Under the lock.
  private final Map<K, E> entries = new LinkedHashMap<>();
  private final Map<Instant, Integer> ofHour = new HashMap<>();
  private Instant hour = Instant.EPOCH;
  private int clockChanges;
  private long leftOut;

  /** Held while counts are written, so that an older one never comes behind a newer one. */
  private final Object writing = new Object();

  /**
   * No counts.
   *
   * @param process name of this process, other than that of every other process ever
   * @param maxEntries of all hours that wait; further ones count together
   * @param maxEntriesOfHour of one hour; further ones count together
   * @param maxBatch lines that are written at a time
   */
  public HourlyCounts(String process, int maxEntries, int maxEntriesOfHour, int maxBatch) {
    this.process = process;
    this.maxEntries = maxEntries;
    this.maxEntriesOfHour = maxEntriesOfHour;
    this.maxBatch = maxBatch;
  }

  /**
   * The hour that something which ended then counts for. An hour that is over is not opened again:
   * what was written of it would be replaced.
   */
  public synchronized Instant hourOf(Instant ended) {
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
    return hour;
  }

  /**
   * The line of a key, made if there is room.
   *
   * @param others the key that counts what finds no room; few different ones an hour
   */
  public synchronized E entry(K key, Supplier<K> others, Function<K, E> maker) {
    E known = entries.get(key);
    if (known != null) {
      return known;
    }
    if (entries.size() >= maxEntries || ofHour.getOrDefault(key.hour(), 0) >= maxEntriesOfHour) {
      leftOut++;
      return entries.computeIfAbsent(others.get(), maker);
    }
    E entry = maker.apply(key);
    entries.put(key, entry);
    ofHour.merge(key.hour(), 1, Integer::sum);
    return entry;
  }

  /** How often something found no room. */
  public synchronized long leftOut() {
    return leftOut;
  }

  /**
   * Writes what has changed; what changes meanwhile is left for the next time.
   *
   * @param count a line as it is written; called under the lock
   * @param save writes some lines under the name of the writer; what it throws leaves them
   *     unwritten
   */
  public <C> void flush(Function<E, C> count, BiConsumer<String, List<C>> save) {
    synchronized (writing) {
      List<E> unwritten = unwritten();
      for (int i = 0; i < unwritten.size(); i += maxBatch) {
        List<E> some = unwritten.subList(i, Math.min(unwritten.size(), i + maxBatch));
        Batch<E, C> batch = batch(some, count);
        save.accept(batch.writer, batch.counts);
        written(batch.versions);
      }
    }
  }

  private record Batch<E, C>(String writer, List<C> counts, Map<E, Long> versions) {}

  private synchronized List<E> unwritten() {
    return entries.values().stream().filter(entry -> !entry.isWritten()).toList();
  }

  private synchronized <C> Batch<E, C> batch(List<E> some, Function<E, C> count) {
    List<C> counts = new ArrayList<>();
    Map<E, Long> versions = new HashMap<>();
    for (E entry : some) {
      counts.add(count.apply(entry));
      versions.put(entry, entry.version());
    }
    return new Batch<>(process + "-" + clockChanges, counts, versions);
  }

  private synchronized void written(Map<E, Long> versions) {
    versions.forEach(HourlyEntry::written);
    entries.values().removeIf(entry -> entry.isWritten() && entry.key().hour().isBefore(hour));
    ofHour.keySet().removeIf(of -> of.isBefore(hour) && !isOpen(of));
  }

  private boolean isOpen(Instant of) {
    return entries.keySet().stream().anyMatch(key -> key.hour().equals(of));
  }
}
