package io.opsagent.capture.sql;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A pool of the application, held weakly, and how long its connections were waited for. Any thread,
 * without locks; only {@link #figures} and {@link #idleConnection} call methods of the pool.
 */
public final class ConnectionPool {
  private final WeakReference<Object> pool;
  private final PoolAccess access;
  private final LongAdder waits = new LongAdder();
  private final LongAdder waitNanos = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final AtomicLong maxNanos = new AtomicLong();
  private final Durations durations = new Durations();

  ConnectionPool(Object pool, PoolAccess access) {
    this.pool = new WeakReference<>(pool);
    this.access = access;
  }

  void waited(long nanos, boolean failed) {
    waits.increment();
    waitNanos.add(nanos);
    durations.add(nanos);
    if (failed) {
      failures.increment();
    }
    long max = maxNanos.get();
    while (nanos > max && !maxNanos.compareAndSet(max, nanos)) {
      max = maxNanos.get();
    }
  }

  /** Such as {@code hikaricp}. */
  public String product() {
    return access.product();
  }

  /**
   * What the pool says of itself now; null when it is gone.
   *
   * @throws ReflectiveOperationException when it is not as this version of ours knows it
   */
  public @Nullable PoolFigures figures() throws ReflectiveOperationException {
    Object object = pool.get();
    return object == null ? null : access.figures(object);
  }

  /**
   * Takes a connection that is idle at this moment, and never makes one nor waits for one; null
   * when there is none, or threads wait for one, or the pool is gone.
   *
   * @throws ReflectiveOperationException when the pool is not as this version of ours knows it
   */
  public @Nullable IdleConnection idleConnection() throws ReflectiveOperationException {
    Object object = pool.get();
    if (object == null) {
      return null;
    }
    PoolFigures figures = access.figures(object);
    return figures.idle() > 0 && figures.waiting() <= 0 ? access.takeIdle(object) : null;
  }

  /** How long connections were waited for since the start; the longest since the last call. */
  public PoolWaits waits() {
    return new PoolWaits(
        waits.sum(), waitNanos.sum(), maxNanos.getAndSet(0), failures.sum(), durations.snapshot());
  }
}
