package io.opsagent.server.pipeline;

import io.opsagent.storage.DatabaseAwayException;
import io.opsagent.storage.ServiceLog;
import io.opsagent.storage.StorageException;
import io.opsagent.storage.StorageRoom;
import io.opsagent.storage.spool.Spool;
import io.opsagent.storage.spool.SpooledBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes rows in batches: when {@code max-backlog} of them wait, or the flush interval is over,
 * whichever is first. While rows keep coming, that is ten batches a second, as large as they are
 * then, because each has statements of its own beside its rows. While the database does not take
 * them they wait in files, in order, also across a restart; each batch has an id under which the
 * database takes it once. Without files, or when they cannot be written either, the batch is kept
 * and tried again, new rows wait in the queue, and what does not fit there is counted by it.
 * Nothing ends the thread but {@link #stop}.
 */
final class LogWriter implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);
  private static final int MAX_BATCH_ROWS = 1_000;

  /** The database holds what one transaction writes, several times over. */
  private static final long MAX_BATCH_BYTES = 1024 * 1024;

  /** From the end of one batch until so many rows as cause a flush cause the next one. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Between two looks at a batch that fills: the drain hands rows on as often. */
  private static final long COLLECT_MILLIS = 20;

  private static final long RETRY_MILLIS = 1_000;

  /** Between two writes of what is counted. */
  private static final long COUNTS_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Longer than that an idle writer does not leave what it counts. */
  private static final long MAX_IDLE_MILLIS = 1_000;

  /** Tries of a batch whose failure is none of the database's; then it is given up. */
  private static final int MAX_ODD_FAILURES = 5;

  private final LogQueue queue;
  private final RowStore store;
  private final BatchInFlight inFlight = new BatchInFlight();
  private final int flushRows;
  private final long flushMillis;
  private final Consumer<String> notices;
  private final @Nullable Spool spool;
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong withoutRoom = new AtomicLong();
  private volatile @Nullable String lastFailure;
  private volatile boolean stopping;
  private long nextTryNanos = System.nanoTime();
  private long countsNanos = System.nanoTime();
  private long batchEndNanos = System.nanoTime() - PAUSE_NANOS;

  /**
   * A writer.
   *
   * @param flushRows rows that cause a flush at once
   * @param flushMillis how long a row waits at most
   * @param notices takes one line when the database stops taking rows, and when it starts again
   */
  LogWriter(
      LogQueue queue, RowStore store, int flushRows, long flushMillis, Consumer<String> notices) {
    this.spool = store.spool();
    this.queue = queue;
    this.store = store;
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
          try {
            write(UUID.randomUUID(), batch);
          } finally {
            queue.release(batch);
            batchEndNanos = System.nanoTime();
          }
        }
        writeSpooled();
        writeCounts(COUNTS_NANOS);
      }
      nextTryNanos = System.nanoTime();
      writeSpooled();
      writeCounts(0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits in pauses and not for each row: to be woken takes the drain and this thread longer than
   * all that is done here.
   */
  private List<ServiceLog> collect() throws InterruptedException {
    List<ServiceLog> batch =
        new ArrayList<>(queue.take(MAX_BATCH_ROWS, MAX_BATCH_BYTES, MAX_IDLE_MILLIS));
    if (batch.isEmpty()) {
      return batch;
    }
    long begunNanos = System.nanoTime();
    while (!stopping && !isDue(batch.size() + queue.size(), begunNanos)) {
      Thread.sleep(Math.min(flushMillis, COLLECT_MILLIS));
    }
    long leftBytes = MAX_BATCH_BYTES - RowBytes.of(batch);
    if (batch.size() < MAX_BATCH_ROWS && leftBytes > 0) {
      batch.addAll(queue.take(MAX_BATCH_ROWS - batch.size(), leftBytes, 0));
    }
    return batch;
  }

  private boolean isDue(int rows, long begunNanos) {
    long now = System.nanoTime();
    return now - begunNanos >= TimeUnit.MILLISECONDS.toNanos(flushMillis)
        || rows >= flushRows && now - batchEndNanos >= PAUSE_NANOS
        || rows >= MAX_BATCH_ROWS
        || queue.heldBytes() >= MAX_BATCH_BYTES;
  }

  private void write(UUID id, List<ServiceLog> taken) throws InterruptedException {
    List<ServiceLog> batch = withRoom(taken, true);
    if (batch.isEmpty()) {
      return;
    }
    if (spool == null) {
      writeUntilDone(id, batch);
      return;
    }
    if (spool.isEmpty() && inFlight.begin(new SpooledBatch(id, batch))) {
      try {
        insert(id, batch);
        if (!inFlight.end()) {
          spool.remove(id);
        }
        return;
      } catch (StorageException e) {
        refused(e, String.valueOf(e.getMessage()));
        nextTryNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS);
        if (!inFlight.end()) {
          return;
        }
      } catch (RuntimeException | Error e) {
        // Not the database's word: that batch alone is tried some times and then given up.
        if (inFlight.end()) {
          writeUntilDone(id, batch);
        }
        return;
      }
    }
    try {
      List<ServiceLog> waiting = withRoom(batch, false);
      if (!waiting.isEmpty()) {
        spool.add(id, waiting);
      }
    } catch (IOException e) {
      LOG.warn("Rows cannot wait in files", e);
      writeUntilDone(id, batch);
    }
  }

  /** The rows that the disk has room for; the others are counted. */
  private List<ServiceLog> withRoom(List<ServiceLog> rows, boolean forDatabase) {
    StorageRoom room = store.room();
    if (room == null || room.isEmbedded() != forDatabase) {
      return rows;
    }
    List<ServiceLog> kept =
        switch (room.levelFor(RowBytes.of(rows))) {
          case ENOUGH -> rows;
          case EVENTFUL_ONLY -> rows.stream().filter(LogWriter::isEventful).toList();
          case NONE -> List.of();
        };
    withoutRoom.addAndGet(rows.size() - kept.size());
    return kept;
  }

  private static boolean isEventful(ServiceLog row) {
    return !row.isVolatile() || row.level().equals("WARN") || row.level().equals("ERROR");
  }

  /** Writes what waits in files, the oldest first, until the database refuses or new rows wait. */
  private void writeSpooled() {
    if (spool == null || spool.isEmpty() || System.nanoTime() - nextTryNanos < 0) {
      return;
    }
    for (SpooledBatch batch = spool.first(); batch != null; batch = spool.first()) {
      try {
        insert(batch.id(), batch.rows());
        // The embedded database has it in memory for half a second: longer than the file would
        // last.
        store.flush().run();
      } catch (RuntimeException | Error e) {
        refused(e, String.valueOf(e.getMessage()));
        nextTryNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS);
        return;
      }
      spool.remove(batch.id());
      if (queue.size() > queue.capacity() / 2 && !stopping) {
        return;
      }
    }
  }

  /** Counts wait in memory while rows wait, so that an absent database is asked for rows only. */
  private void writeCounts(long pauseNanos) {
    boolean isAway = lastFailure != null || (spool != null && !spool.isEmpty());
    if (isAway || System.nanoTime() - countsNanos < pauseNanos) {
      return;
    }
    countsNanos = System.nanoTime();
    try {
      store.counts().run();
    } catch (RuntimeException | Error e) {
      LOG.debug("Counts of errors wait in memory", e);
    }
  }

  private void insert(UUID id, List<ServiceLog> batch) {
    store.repository().insertOnce(id, batch);
    written.addAndGet(batch.size());
    if (lastFailure != null) {
      notices.accept("The operations database takes rows again.");
      lastFailure = null;
    }
  }

  private void writeUntilDone(UUID id, List<ServiceLog> batch) throws InterruptedException {
    int oddFailures = 0;
    while (true) {
      try {
        insert(id, batch);
        return;
      } catch (StorageException e) {
        refused(e, String.valueOf(e.getMessage()));
      } catch (RuntimeException | Error e) {
        // Such as no memory left for a moment. Not the database's word, so it may be for ever.
        refused(e, e.toString());
        oddFailures++;
      }
      if (stopping || oddFailures == MAX_ODD_FAILURES) {
        lost.addAndGet(batch.size());
        return;
      }
      Thread.sleep(RETRY_MILLIS);
    }
  }

  private void refused(Throwable failure, String reason) {
    if (failure instanceof DatabaseAwayException away && away.isForAMoment()) {
      return;
    }
    // At the end the database is closed whether all is written or not; then nobody can do anything.
    if (lastFailure == null && !stopping) {
      LOG.error("Rows cannot be written", failure);
      notices.accept(
          spool == null
              ? "Captured requests cannot be written and wait, at most "
                  + queue.capacity()
                  + " of them: "
                  + reason
              : "Captured requests cannot be written and wait in files: " + reason);
    }
    lastFailure = reason;
  }

  /** Lets the thread end once the queue is empty. */
  void stop() {
    stopping = true;
    queue.endWaiting();
  }

  /**
   * Puts all that is not in the database into files, also what it was given and has not answered
   * to: nothing waits for it any more. For the thread that stops the agent, after {@link #stop}.
   */
  void handOver() {
    if (spool == null) {
      return;
    }
    try {
      inFlight.keepIn(spool);
      for (List<ServiceLog> rows = rest(); !rows.isEmpty(); rows = rest()) {
        List<ServiceLog> kept = withRoom(withRoom(rows, true), false);
        if (!kept.isEmpty()) {
          spool.add(UUID.randomUUID(), kept);
        }
        queue.release(rows);
      }
    } catch (IOException e) {
      LOG.warn("Rows cannot wait in files", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<ServiceLog> rest() throws InterruptedException {
    return queue.take(MAX_BATCH_ROWS, MAX_BATCH_BYTES, 0);
  }

  /** Rows in the database. */
  long written() {
    return written.get();
  }

  /** Rows that were given up. */
  long lost() {
    return lost.get();
  }

  /** Rows that were left out because the disk had no room for them. */
  long withoutRoom() {
    return withoutRoom.get();
  }

  /** Why the last batch could not be written, or null when it could. */
  @Nullable String lastFailure() {
    return lastFailure;
  }
}
