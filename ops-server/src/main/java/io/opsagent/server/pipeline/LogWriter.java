package io.opsagent.server.pipeline;

import io.opsagent.storage.ServiceLog;
import io.opsagent.storage.ServiceLogRepository;
import io.opsagent.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes rows in batches: when {@code max-backlog} of them wait, or the flush interval is over,
 * whichever is first. While the database does not take them the batch is kept and tried again; new
 * rows wait in the queue, and what does not fit there is counted by it.
 */
final class LogWriter implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);
  private static final int MAX_BATCH_ROWS = 1_000;
  private static final long RETRY_MILLIS = 1_000;

  /** How long an idle writer takes to see that it is to stop. */
  private static final long MAX_IDLE_MILLIS = 100;

  private final LogQueue queue;
  private final ServiceLogRepository repository;
  private final int flushRows;
  private final long flushMillis;
  private final Consumer<String> notices;
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong failedWrites = new AtomicLong();
  private volatile @Nullable String lastFailure;
  private volatile boolean stopping;

  /**
   * A writer.
   *
   * @param flushRows rows that cause a flush at once
   * @param flushMillis how long a row waits at most
   * @param notices takes one line when the database stops taking rows, and when it starts again
   */
  LogWriter(
      LogQueue queue,
      ServiceLogRepository repository,
      int flushRows,
      long flushMillis,
      Consumer<String> notices) {
    this.queue = queue;
    this.repository = repository;
    this.flushRows = Math.min(flushRows, MAX_BATCH_ROWS);
    this.flushMillis = flushMillis;
    this.notices = notices;
  }

  @Override
  public void run() {
    try {
      while (!stopping || queue.size() > 0) {
        List<ServiceLog> batch = collect();
        if (!batch.isEmpty()) {
          writeUntilDone(batch);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<ServiceLog> collect() throws InterruptedException {
    List<ServiceLog> batch =
        new ArrayList<>(queue.take(MAX_BATCH_ROWS, Math.min(flushMillis, MAX_IDLE_MILLIS)));
    long deadlineNanos = System.nanoTime() + flushMillis * 1_000_000;
    while (!batch.isEmpty() && batch.size() < flushRows && !stopping) {
      long leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
      if (leftMillis <= 0) {
        break;
      }
      batch.addAll(queue.take(MAX_BATCH_ROWS - batch.size(), leftMillis));
    }
    return batch;
  }

  private void writeUntilDone(List<ServiceLog> batch) throws InterruptedException {
    while (true) {
      try {
        repository.insert(batch);
        written.addAndGet(batch.size());
        if (lastFailure != null) {
          notices.accept("The operations database takes rows again.");
          lastFailure = null;
        }
        return;
      } catch (StorageException e) {
        failedWrites.incrementAndGet();
        if (lastFailure == null) {
          LOG.error("Rows cannot be written", e);
          notices.accept(
              "Captured requests cannot be written and wait, at most "
                  + queue.capacity()
                  + " of them: "
                  + e.getMessage());
        }
        lastFailure = e.getMessage();
        if (stopping) {
          return;
        }
        Thread.sleep(RETRY_MILLIS);
      }
    }
  }

  /** Lets the thread end once the queue is empty. */
  void stop() {
    stopping = true;
  }

  /** Rows in the database. */
  long written() {
    return written.get();
  }

  /** Batches that the database refused, repeated tries included. */
  long failedWrites() {
    return failedWrites.get();
  }

  /** Why the last batch could not be written, or null when it could. */
  @Nullable String lastFailure() {
    return lastFailure;
  }
}
