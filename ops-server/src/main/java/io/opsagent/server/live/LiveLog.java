package io.opsagent.server.live;

import io.opsagent.storage.ServiceLog;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands rows to those who watch. Whoever offers a row never waits: it is dropped and counted when
 * the hand-over is full. One thread serves all viewers, and exists only while there is one.
 */
public final class LiveLog implements AutoCloseable {
  /** Viewers at the same time (docs/spec/console/console.md 8). */
  public static final int MAX_VIEWERS = 5;

  private static final Logger LOG = LoggerFactory.getLogger(LiveLog.class);

  /** Each is some kilobytes. */
  private static final int MAX_WAITING_ROWS = 200;

  private static final long TICK_MILLIS = 50;

  private final BiFunction<String, Runnable, Thread> threads;
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final AtomicLong sequence = new AtomicLong();
  private final LongAdder dropped = new LongAdder();
  private final BlockingQueue<Numbered> waiting = new ArrayBlockingQueue<>(MAX_WAITING_ROWS);
  private final List<LiveViewer> viewers = new CopyOnWriteArrayList<>();

  // Under the lock.
  private @Nullable Thread thread;
  private boolean closed;

  private record Numbered(long sequence, ServiceLog row) {}

  /**
   * A tail that nobody watches.
   *
   * @param threads makes a daemon thread of a name and its work
   */
  public LiveLog(BiFunction<String, Runnable, Thread> threads) {
    this.threads = threads;
  }

  /** Takes a masked row. Never blocks, and costs next to nothing while nobody watches. */
  public void offer(ServiceLog row) {
    long number = sequence.incrementAndGet();
    if (!viewers.isEmpty() && !waiting.offer(new Numbered(number, LiveRow.of(row)))) {
      dropped.increment();
    }
  }

  /** Adds a viewer; false when there are {@link #MAX_VIEWERS} already, or the agent stops. */
  public synchronized boolean add(LiveViewer viewer) {
    viewers.removeIf(LiveViewer::isEnded);
    if (closed || viewers.size() >= MAX_VIEWERS) {
      return false;
    }
    viewers.add(viewer);
    if (thread == null) {
      Thread fresh = threads.apply("opsagent-live", this::serve);
      thread = fresh;
      fresh.start();
    }
    return true;
  }

  /** Viewers now. */
  public int viewers() {
    return viewers.size();
  }

  /** Rows that found the hand-over full. */
  public long dropped() {
    return dropped.sum();
  }

  /** Number of the row that came last; rows are numbered whether somebody watches or not. */
  public long sequence() {
    return sequence.get();
  }

  /** Name of this run of the process; numbers of rows begin anew with each. */
  public String run() {
    return run;
  }

  private void serve() {
    while (hasWork()) {
      try {
        Numbered first = waiting.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
        int taken = 0;
        for (Numbered next = first;
            next != null;
            next = ++taken < MAX_WAITING_ROWS ? waiting.poll() : null) {
          hand(next);
        }
        tick();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        endAll("shutdown");
      }
    }
  }

  private synchronized boolean hasWork() {
    viewers.removeIf(LiveViewer::isEnded);
    if (viewers.isEmpty()) {
      waiting.clear();
      thread = null;
      return false;
    }
    return true;
  }

  private void hand(Numbered next) {
    for (LiveViewer viewer : viewers) {
      guarded(viewer, () -> viewer.take(next.sequence(), next.row()));
    }
  }

  private void tick() {
    for (LiveViewer viewer : viewers) {
      guarded(viewer, viewer::tick);
    }
  }

  /** A viewer that fails goes alone. */
  private static void guarded(LiveViewer viewer, Runnable work) {
    try {
      if (!viewer.isEnded()) {
        work.run();
      }
    } catch (RuntimeException | Error e) {
      LOG.warn("A viewer of the live tail failed and is closed", e);
      viewer.end("error");
    }
  }

  private void endAll(String why) {
    viewers.forEach(viewer -> viewer.end(why));
    viewers.clear();
  }

  /** Ends every viewer; no further one is taken. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    endAll("shutdown");
  }
}
