package io.opsagent.server.errors;

import io.opsagent.server.statistics.HourlyCounts;
import io.opsagent.storage.errors.ErrorCount;
import io.opsagent.storage.errors.ErrorRepository;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts every exception by the hour, also of requests beyond the budget of rows ({@link
 * HourlyCounts}). The end of the process takes what was not written.
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

  private final String service;
  private final HourlyCounts<ErrorEntry.Key, ErrorEntry> counts;

  /** Under the lock of the counts. */
  private final Map<String, String> lastFingerprints =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MAX_KNOWN;
        }
      };

  /**
   * A counter.
   *
   * @param service name of the service
   * @param process name of this process, other than that of every other process ever
   */
  public ErrorCounter(String service, String process) {
    this.service = service;
    this.counts = new HourlyCounts<>(process, MAX_ENTRIES, MAX_ENTRIES_OF_HOUR, MAX_BATCH);
  }

  /** Counts an exception. Never waits for the database. */
  public void count(SeenError error) {
    synchronized (counts) {
      Instant hour = counts.hourOf(error.ended());
      String endpoint = error.endpoint() == null ? "" : error.endpoint();
      ErrorEntry.Key key =
          new ErrorEntry.Key(hour, fingerprint(error, endpoint), error.exceptionType(), endpoint);
      ErrorEntry.Key others = new ErrorEntry.Key(hour, ErrorCount.UNKNOWN, ErrorCount.OTHER, "");
      counts
          .entry(
              key,
              () -> others,
              made -> new ErrorEntry(made, made == others ? null : error.route()))
          .add(error);
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

  /** Exceptions that were counted together because there were too many different ones. */
  public long leftOut() {
    return counts.leftOut();
  }

  /**
   * Writes what changed.
   *
   * @throws io.opsagent.storage.StorageException when the database does not take it; it waits then
   */
  public void flush(ErrorRepository repository) {
    counts.flush(entry -> entry.count(service), repository::save);
  }
}
