package io.opsagent.server.access;

import io.opsagent.rules.RowBudget;
import io.opsagent.storage.StorageException;
import io.opsagent.storage.access.AuditEntry;
import io.opsagent.storage.access.AuditRepository;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the audit log behind the requests: an entry never makes one wait or fail. Entries wait in
 * memory while the database is away; what finds no room, or comes faster than the rate, is counted,
 * and the number becomes an entry of its own. Refused calls have a smaller rate of their own, so
 * that who is kept out cannot push out what was done. Any thread.
 */
public final class AuditLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
  private static final int MAX_WAITING = 2_000;
  private static final int BATCH = 200;
  private static final long MAX_PER_SECOND = 100;
  private static final long BURST = 1_000;
  private static final long MAX_REFUSED_PER_SECOND = 10;
  private static final long BURST_REFUSED = 200;
  private static final long POLL_MILLIS = 5_000;
  private static final long PAUSE_MILLIS = 1_000;
  private static final long STOP_MILLIS = 1_000;

  /** Wakes the thread; never written. */
  private static final AuditEntry WAKE =
      new AuditEntry(0, Instant.EPOCH, "", "", "", "", null, 0, null, null);

  private final AuditRepository repository;
  private final String node;
  private final Clock clock;
  private final BlockingQueue<AuditEntry> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final RowBudget done = new RowBudget(MAX_PER_SECOND, BURST, System.nanoTime());
  private final RowBudget refused =
      new RowBudget(MAX_REFUSED_PER_SECOND, BURST_REFUSED, System.nanoTime());
  private final AtomicLong leftOut = new AtomicLong();
  private final Thread thread;
  private final CountDownLatch stop = new CountDownLatch(1);

  // For the thread.
  private long leftOutWritten;

  /**
   * A log that does not write yet.
   *
   * @param node names this process in entries
   * @param threads makes a daemon thread of a name and its work
   */
  public AuditLog(
      AuditRepository repository,
      String node,
      Clock clock,
      BiFunction<String, Runnable, Thread> threads) {
    this.repository = repository;
    this.node = node;
    this.clock = clock;
    this.thread = threads.apply("opsagent-audit", this::run);
  }

  /** Starts writing. */
  public void start() {
    thread.start();
  }

  /** The name of this process in entries. */
  public String node() {
    return node;
  }

  /**
   * Takes an entry.
   *
   * @param isRefusal whether nothing was done, because the caller was refused
   */
  public void record(AuditEntry entry, boolean isRefusal) {
    boolean hasRate;
    synchronized (this) {
      hasRate = (isRefusal ? refused : done).tryTake(System.nanoTime());
    }
    if (!hasRate || !waiting.offer(entry)) {
      leftOut.incrementAndGet();
    }
  }

  /** How many entries were left out since the start. */
  public long leftOut() {
    return leftOut.get();
  }

  /** How many entries wait to be written. */
  public int waiting() {
    return waiting.size();
  }

  private void run() {
    List<AuditEntry> batch = new ArrayList<>(BATCH);
    try {
      do {
        fill(batch);
        if (!batch.isEmpty() && !write(batch) && stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
          // Once more at the end, then no longer: the process must not wait for a database.
          write(batch);
          return;
        }
      } while (stop.getCount() > 0 || !waiting.isEmpty());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void fill(List<AuditEntry> batch) throws InterruptedException {
    if (batch.isEmpty()) {
      AuditEntry first = waiting.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
      if (first != null) {
        batch.add(first);
      }
    }
    waiting.drainTo(batch, BATCH - batch.size());
    batch.remove(WAKE);
    long missing = leftOut.get() - leftOutWritten;
    if (missing > 0 && !batch.isEmpty() && batch.size() < BATCH) {
      leftOutWritten += missing;
      batch.add(
          new AuditEntry(
              0,
              clock.instant(),
              node,
              "opsagent",
              "",
              "audit.left_out",
              null,
              0,
              missing + " entries were left out: they came too fast, or the database was away.",
              null));
    }
  }

  private boolean write(List<AuditEntry> batch) {
    try {
      repository.insert(batch);
      batch.clear();
      return true;
    } catch (StorageException e) {
      LOG.warn("{} entries of the audit log wait for the database", batch.size(), e);
      return false;
    }
  }

  /** Writes what waits, in a second at most. */
  @Override
  public void close() throws InterruptedException {
    // Not interrupted: H2 closes a file whose thread is interrupted.
    stop.countDown();
    if (!waiting.offer(WAKE)) {
      LOG.debug("The queue is full, so its thread is awake");
    }
    thread.join(STOP_MILLIS);
    int lost = waiting.size();
    if (lost > 0) {
      LOG.warn("{} entries of the audit log were not written before the end", lost);
    }
  }
}
