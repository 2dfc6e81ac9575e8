package io.opsagent.server.statistics;

import io.opsagent.storage.StorageException;
import io.opsagent.storage.series.EndpointSeriesRepository;
import io.opsagent.storage.series.SeriesRow;
import io.opsagent.storage.spool.SeriesSpool;
import io.opsagent.storage.spool.SpooledSeries;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows of spans that are over, until they are written. While the database is away they wait in
 * files, also across a restart; without files in memory, up to a number of rows; then the oldest
 * half minutes go first, since the five minutes say the same. Any thread.
 */
public final class SeriesQueue {
  private static final Logger LOG = LoggerFactory.getLogger(SeriesQueue.class);

  /** That wait in memory; each is some kilobytes at most. */
  public static final int MAX_ROWS = 20_000;

  private final EndpointSeriesRepository repository;
  private final @Nullable SeriesSpool spool;
  private final BooleanSupplier hasRoom;
  private final Object writing = new Object();
  private final Deque<List<SeriesRow>> batches = new ArrayDeque<>();
  private @Nullable List<SeriesRow> checkpoint;
  private int waitingRows;
  private long lostRows;

  /**
   * A queue.
   *
   * @param spool where rows wait while the database is away; null keeps them in memory
   */
  public SeriesQueue(EndpointSeriesRepository repository, @Nullable SeriesSpool spool) {
    this(repository, spool, () -> true);
  }

  /**
   * A queue.
   *
   * @param spool where rows wait while the database is away; null keeps them in memory
   * @param hasRoom whether files may be written: a disk that is nearly full is left alone
   */
  public SeriesQueue(
      EndpointSeriesRepository repository, @Nullable SeriesSpool spool, BooleanSupplier hasRoom) {
    this.repository = repository;
    this.spool = spool;
    this.hasRoom = hasRoom;
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

  /** Takes what was counted so far of a span that is going on. Does not block. */
  public synchronized void checkpoint(List<SeriesRow> soFar) {
    checkpoint = soFar;
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
      // Taken before the rows: those of a span that ends meanwhile are written first, and the
      // checkpoint that says less of it comes too late to count.
      List<SeriesRow> open = takeCheckpoint();
      try {
        flushSpool();
        for (List<SeriesRow> batch = first(); batch != null; batch = first()) {
          repository.add(batch);
          done(batch);
        }
      } catch (StorageException e) {
        keep();
        throw e;
      } finally {
        write(open);
      }
    }
  }

  private void flushSpool() {
    if (spool != null) {
      for (SpooledSeries batch = spool.first(); batch != null; batch = spool.first()) {
        repository.add(batch.rows());
        spool.remove(batch);
      }
    }
  }

  /** Moves what waits in memory to files. */
  private void keep() {
    if (spool != null && hasRoom.getAsBoolean()) {
      try {
        for (List<SeriesRow> batch = first(); batch != null; batch = first()) {
          spool.add(batch);
          done(batch);
        }
      } catch (IOException e) {
        LOG.warn("Statistics cannot wait in files and wait in memory", e);
      }
    }
  }

  private void write(@Nullable List<SeriesRow> open) {
    if (spool != null && open != null && hasRoom.getAsBoolean()) {
      try {
        spool.checkpoint(open);
      } catch (IOException e) {
        LOG.warn("What was counted in the last minutes is in memory only", e);
      }
    }
  }

  private synchronized @Nullable List<SeriesRow> takeCheckpoint() {
    List<SeriesRow> open = checkpoint;
    checkpoint = null;
    return open;
  }

  private synchronized @Nullable List<SeriesRow> first() {
    return batches.peek();
  }

  private synchronized void done(List<SeriesRow> batch) {
    // It may have been given up in the meantime.
    if (batches.removeFirstOccurrence(batch)) {
      waitingRows -= batch.size();
    }
  }

  /** Rows that wait, in memory and in files. */
  public synchronized long waitingRows() {
    return waitingRows + (spool == null ? 0 : spool.rows());
  }

  /** Rows that were given up. */
  public synchronized long lostRows() {
    return lostRows + (spool == null ? 0 : spool.lostRows());
  }
}
