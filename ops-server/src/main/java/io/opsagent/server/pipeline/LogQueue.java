package io.opsagent.server.pipeline;

import io.opsagent.storage.ServiceLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The bounded hand-over from the drain to the writer, in rows and in bytes: rows with bodies are a
 * thousand times larger than others, and the heap is the application's. Full means: the new row is
 * left out and counted, the drain goes on.
 *
 * <p>What was taken counts against the bytes until {@link #release}, because the writer holds it
 * while the database is away.
 */
final class LogQueue {
  private final ArrayBlockingQueue<ServiceLog> queue;
  private final int capacity;
  private final long maxBytes;
  private final AtomicLong heldBytes = new AtomicLong();
  private final LongAdder refused = new LongAdder();
  private final LongAdder refusedForMemory = new LongAdder();
  private volatile @Nullable Thread taker;
  private volatile boolean isWaitingOver;

  LogQueue(int capacity, long maxBytes) {
    this.capacity = capacity;
    this.maxBytes = maxBytes;
    this.queue = new ArrayBlockingQueue<>(capacity);
  }

  /**
   * Whether a row could be offered now. Counts the row as refused if not, so that nobody makes a
   * row that has no place.
   */
  boolean hasRoom() {
    if (heldBytes.get() >= maxBytes) {
      refusedForMemory.increment();
      return false;
    }
    if (queue.remainingCapacity() == 0) {
      refused.increment();
      return false;
    }
    return true;
  }

  /** Whether it was taken; counts the row as refused if not. */
  boolean offer(ServiceLog log) {
    long bytes = RowBytes.of(log);
    if (heldBytes.addAndGet(bytes) > maxBytes) {
      heldBytes.addAndGet(-bytes);
      refusedForMemory.increment();
      return false;
    }
    if (!queue.offer(log)) {
      heldBytes.addAndGet(-bytes);
      refused.increment();
      return false;
    }
    LockSupport.unpark(taker);
    return true;
  }

  /**
   * Waits for a row, at most that long, and takes those that are there: up to that many, and none
   * further once they have that many bytes. May return early without any. The taker gives them to
   * {@link #release} in the end.
   */
  List<ServiceLog> take(int maxRows, long maxRowBytes, long maxWaitMillis)
      throws InterruptedException {
    List<ServiceLog> rows = new ArrayList<>();
    ServiceLog row = queue.poll();
    if (row == null && maxWaitMillis > 0) {
      row = await(TimeUnit.MILLISECONDS.toNanos(maxWaitMillis));
    }
    long bytes = 0;
    while (row != null) {
      rows.add(row);
      bytes += RowBytes.of(row);
      row = rows.size() < maxRows && bytes < maxRowBytes ? queue.poll() : null;
    }
    return rows;
  }

  /** Not by the queue's own means, which nobody but a row can end. */
  private @Nullable ServiceLog await(long maxNanos) throws InterruptedException {
    taker = Thread.currentThread();
    try {
      ServiceLog row = queue.poll();
      if (row == null && !isWaitingOver) {
        LockSupport.parkNanos(this, maxNanos);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        row = queue.poll();
      }
      return row;
    } finally {
      taker = null;
    }
  }

  /** From now on {@link #take} does not wait, also not who waits already. Any thread. */
  void endWaiting() {
    isWaitingOver = true;
    LockSupport.unpark(taker);
  }

  /** Gives back the bytes of rows that were taken and are written or given up. */
  void release(List<ServiceLog> rows) {
    heldBytes.addAndGet(-RowBytes.of(rows));
  }

  int size() {
    return queue.size();
  }

  int capacity() {
    return capacity;
  }

  /** Bytes of the rows that wait or are being written. */
  long heldBytes() {
    return heldBytes.get();
  }

  /** Rows that found too many others waiting. */
  long refused() {
    return refused.sum();
  }

  /** Rows that found the bytes used up. */
  long refusedForMemory() {
    return refusedForMemory.sum();
  }
}
