package io.opsagent.server.statistics;

import io.opsagent.storage.StorageException;
import io.opsagent.storage.series.EndpointSeriesRepository;
import io.opsagent.storage.series.SeriesRow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of spans that are over, until they are written. While the database is away they wait, up
 * to a number of rows; then the oldest half minutes go first, since the five minutes say the same.
 * Any thread.
 */
public final class SeriesQueue {
  private static final int MAX_ROWS = 20_000;

  private final EndpointSeriesRepository repository;
  private final Object writing = new Object();
  private final Deque<List<SeriesRow>> batches = new ArrayDeque<>();
  private int waitingRows;
  private long lostRows;

  /** A queue to that repository. */
  public SeriesQueue(EndpointSeriesRepository repository) {
    this.repository = repository;
  }

  /** Takes the rows of one span. Does not block. */
  public synchronized void offer(List<SeriesRow> rows) {
    batches.add(rows);
    waitingRows += rows.size();
    while (waitingRows > MAX_ROWS) {
      List<SeriesRow> gone = leastWanted();
      batches.remove(gone);
      waitingRows -= gone.size();
      lostRows += gone.size();
    }
  }

  private List<SeriesRow> leastWanted() {
    int leastSeconds = Integer.MAX_VALUE;
    List<SeriesRow> least = batches.element();
    for (List<SeriesRow> batch : batches) {
      int seconds = batch.get(0).resolution().seconds();
      if (seconds < leastSeconds) {
        leastSeconds = seconds;
        least = batch;
      }
    }
    return least;
  }

  /**
   * Writes what waits, in order.
   *
   * @throws StorageException when the database does not take a batch; it and those behind it wait
   */
  public void flush() {
    synchronized (writing) {
      for (List<SeriesRow> batch = first(); batch != null; batch = first()) {
        repository.add(batch);
        written(batch);
      }
    }
  }

  private synchronized @Nullable List<SeriesRow> first() {
    return batches.peek();
  }

  private synchronized void written(List<SeriesRow> batch) {
    // It may have been given up in the meantime.
    if (batches.removeFirstOccurrence(batch)) {
      waitingRows -= batch.size();
    }
  }

  /** Rows that wait. */
  public synchronized int waitingRows() {
    return waitingRows;
  }

  /** Rows that were given up. */
  public synchronized long lostRows() {
    return lostRows;
  }
}
