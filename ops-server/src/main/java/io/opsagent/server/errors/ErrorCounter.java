package io.opsagent.server.errors;

import io.opsagent.storage.errors.ErrorCount;
import io.opsagent.storage.errors.ErrorRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts every exception, also of requests beyond the budget of rows, and writes the counts of the
 * hour that goes on again and again as a whole, so that a write may be repeated. While the database
 * is away counts wait in memory; the end of the process takes what was not written.
 *
 * <p>Of an exception without a row the frames are not read, which would cost what the budget is to
 * save: it counts with the last one of its type at its endpoint. Any thread.
 */
public final class ErrorCounter {
  /** Of one hour; further ones count together. */
  static final int MAX_ENTRIES_OF_HOUR = 1_000;

  /** Of all hours that wait, some hundred bytes to a kilobyte each. */
  static final int MAX_ENTRIES = 5_000;

  private static final int MAX_KNOWN = 1_000;
  private static final int MAX_BATCH = 200;
  private static final Duration SET_BACK = Duration.ofHours(2);

  private final String service;
  private final String process;

  // Under the lock.
  private final Map<ErrorEntry.Key, ErrorEntry> entries = new LinkedHashMap<>();
  private final Map<Instant, Integer> ofHour = new HashMap<>();
  private final Map<String, String> lastFingerprints =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MAX_KNOWN;
        }
      };
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
   */
  public ErrorCounter(String service, String process) {
    this.service = service;
    this.process = process;
  }

  /** Counts an exception. Never waits for the database. */
  public synchronized void count(SeenError error) {
    moveOn(error.ended());
    String endpoint = error.endpoint() == null ? "" : error.endpoint();
    ErrorEntry.Key key =
        new ErrorEntry.Key(hour, fingerprint(error, endpoint), error.exceptionType(), endpoint);
    ErrorEntry entry = entries.get(key);
    if (entry == null) {
      entry = make(key, error);
    }
    entry.add(error);
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

  private String fingerprint(SeenError error, String endpoint) {
    String typeAtEndpoint = error.exceptionType() + "\n" + endpoint;
    String fingerprint = error.fingerprint();
    if (fingerprint != null) {
      lastFingerprints.put(typeAtEndpoint, fingerprint);
      return fingerprint;
    }
    String last = error.isStored() ? null : lastFingerprints.get(typeAtEndpoint);
    return last == null ? ErrorCount.UNKNOWN : last;
  }

  private ErrorEntry make(ErrorEntry.Key key, SeenError error) {
    boolean hasRoom =
        entries.size() < MAX_ENTRIES && ofHour.getOrDefault(key.hour(), 0) < MAX_ENTRIES_OF_HOUR;
    if (!hasRoom) {
      leftOut++;
      ErrorEntry.Key others =
          new ErrorEntry.Key(key.hour(), ErrorCount.UNKNOWN, ErrorCount.OTHER, "");
      // One an hour, and few hours while the database is away.
      return entries.computeIfAbsent(others, k -> new ErrorEntry(k, null));
    }
    ErrorEntry entry = new ErrorEntry(key, error.route());
    entries.put(key, entry);
    ofHour.merge(key.hour(), 1, Integer::sum);
    return entry;
  }

  /** Exceptions that were counted together because there were too many different ones. */
  public synchronized long leftOut() {
    return leftOut;
  }

  /**
   * Writes what changed.
   *
   * @throws io.opsagent.storage.StorageException when the database does not take it; it waits then
   */
  public void flush(ErrorRepository repository) {
    synchronized (writing) {
      for (Batch batch = next(); !batch.counts.isEmpty(); batch = next()) {
        repository.save(batch.writer, batch.counts);
        written(batch);
      }
    }
  }

  private record Batch(String writer, List<ErrorCount> counts, Map<ErrorEntry, Long> versions) {}

  private synchronized Batch next() {
    List<ErrorCount> counts = new ArrayList<>();
    Map<ErrorEntry, Long> versions = new HashMap<>();
    for (ErrorEntry entry : entries.values()) {
      if (!entry.isWritten() && counts.size() < MAX_BATCH) {
        counts.add(entry.count(service));
        versions.put(entry, entry.version());
      }
    }
    return new Batch(process + "-" + clockChanges, counts, versions);
  }

  private synchronized void written(Batch batch) {
    batch.versions.forEach(ErrorEntry::written);
    entries.values().removeIf(entry -> entry.isWritten() && entry.key().hour().isBefore(hour));
    ofHour.keySet().removeIf(of -> of.isBefore(hour) && !isOpen(of));
  }

  private boolean isOpen(Instant of) {
    return entries.keySet().stream().anyMatch(key -> key.hour().equals(of));
  }
}
