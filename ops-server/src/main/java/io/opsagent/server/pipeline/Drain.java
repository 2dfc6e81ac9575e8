package io.opsagent.server.pipeline;

import io.opsagent.capture.Exchange;
import io.opsagent.capture.ExchangeRing;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one consumer of the ring: takes exchanges and hands them on. Never waits for input or output.
 *
 * <p>While work comes in it sleeps for {@value #BRIEF_PARK_MILLIS} ms whenever the ring is empty,
 * and no request wakes it: to wake a thread costs a request more than all else that is captured of
 * it. Only once nothing has come for a second does it wait to be woken, for a second at most
 * (docs/spec/instrumentation.md 6.2).
 */
final class Drain implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

  /** At 20,000 requests a second 400 of them wait, in a ring of 16,384. */
  private static final long BRIEF_PARK_MILLIS = 20;

  private static final long BRIEF_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(BRIEF_PARK_MILLIS);
  private static final long LONG_PARK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ExchangeRing ring;
  private final Consumer<Exchange> recorder;
  private final Runnable everySecond;
  private final Runnable atEnd;
  private final AtomicLong drained = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private volatile boolean stopping;

  /**
   * A consumer of that ring.
   *
   * @param recorder takes each exchange; what it throws costs that one only
   * @param everySecond run about once a second between exchanges; must not block
   * @param atEnd run when the ring is empty after {@link #stop}; must not block
   */
  Drain(ExchangeRing ring, Consumer<Exchange> recorder, Runnable everySecond, Runnable atEnd) {
    this.ring = ring;
    this.recorder = recorder;
    this.everySecond = everySecond;
    this.atEnd = atEnd;
  }

  @Override
  public void run() {
    drain();
    guarded(atEnd);
  }

  private void drain() {
    long lastWorkNanos = System.nanoTime();
    long lastSecondNanos = lastWorkNanos;
    while (true) {
      if (System.nanoTime() - lastSecondNanos >= LONG_PARK_NANOS) {
        lastSecondNanos = System.nanoTime();
        guarded(everySecond);
      }
      Exchange exchange = ring.poll();
      if (exchange != null) {
        take(exchange);
        lastWorkNanos = System.nanoTime();
      } else if (stopping || Thread.currentThread().isInterrupted()) {
        return;
      } else if (System.nanoTime() - lastWorkNanos > LONG_PARK_NANOS) {
        ring.awaitWork(LONG_PARK_NANOS);
      } else {
        LockSupport.parkNanos(ring, BRIEF_PARK_NANOS);
      }
    }
  }

  private void take(Exchange exchange) {
    try {
      recorder.accept(exchange);
    } catch (RuntimeException | Error e) {
      // One odd exchange, or no memory left for a moment. Whatever it is, the thread must live on.
      if (failures.getAndIncrement() == 0) {
        warn(e);
      }
    } finally {
      exchange.releaseBodies();
      drained.incrementAndGet();
    }
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      failures.incrementAndGet();
    }
  }

  private static void warn(Throwable failure) {
    try {
      // Not its message: that could be the application's, with a secret in it.
      LOG.warn(
          "An exchange could not be formatted; further ones are only counted. {}",
          StackText.framesOf(failure));
    } catch (RuntimeException | Error e) {
      // It is counted all the same.
    }
  }

  /** Lets the thread end once the ring is empty. */
  void stop() {
    stopping = true;
  }

  /** Exchanges taken from the ring. */
  long drained() {
    return drained.get();
  }

  /** Exchanges that could not be formatted and are lost. */
  long failures() {
    return failures.get();
  }
}
