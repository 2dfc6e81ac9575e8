package io.opsagent.capture;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Hands finished exchanges from the application's threads to the drain: bounded, many producers,
 * one consumer, never blocking a producer.
 *
 * <p>A producer reads the limit up to which slots are known to be free; only when its index reaches
 * it does it look at the consumer's index, so that producers and consumer rarely touch the same
 * cache line. It claims an index by compare-and-set and then stores the element with release
 * semantics. The consumer sees an element or null, takes it, clears the slot, and only then moves
 * its index. A full ring refuses and counts; nothing waits.
 *
 * <p>The consumer sleeps by {@link #awaitWork}. The producer that finds the sleeping flag set wakes
 * it, one producer for each sleep. There is no store-load fence between storing an element and
 * reading the flag, so a wake-up can be missed; the bound of the sleep (one second at most) covers
 * that, and costs the producers nothing.
 */
public final class ExchangeRing {
  private static final AtomicLongFieldUpdater<ProducerIndex> PRODUCER =
      AtomicLongFieldUpdater.newUpdater(ProducerIndex.class, "producerIndex");
  private static final AtomicLongFieldUpdater<ProducerLimit> LIMIT =
      AtomicLongFieldUpdater.newUpdater(ProducerLimit.class, "producerLimit");
  private static final AtomicLongFieldUpdater<ConsumerIndex> CONSUMER =
      AtomicLongFieldUpdater.newUpdater(ConsumerIndex.class, "consumerIndex");
  private static final AtomicIntegerFieldUpdater<ConsumerSleep> SLEEPING =
      AtomicIntegerFieldUpdater.newUpdater(ConsumerSleep.class, "sleeping");

  private final int capacity;
  private final int mask;
  private final AtomicReferenceArray<@Nullable Exchange> slots;
  private final ProducerIndex producer = new ProducerIndex();
  private final ProducerLimit limit = new ProducerLimit();
  private final ConsumerIndex consumer = new ConsumerIndex();
  private final ConsumerSleep sleep = new ConsumerSleep();
  private final LongAdder refused = new LongAdder();

  /**
   * A ring of that many references.
   *
   * @param capacity a power of two, 2 at least
   */
  public ExchangeRing(int capacity) {
    if (capacity < 2 || Integer.bitCount(capacity) != 1) {
      throw new IllegalArgumentException(
          "capacity must be a power of two, 2 at least: " + capacity);
    }
    this.capacity = capacity;
    this.mask = capacity - 1;
    this.slots = new AtomicReferenceArray<>(capacity);
    LIMIT.lazySet(limit, capacity);
  }

  /** Adds an exchange, or refuses and counts when the ring is full. Any thread; lock-free. */
  public boolean offer(Exchange exchange) {
    long index;
    do {
      index = producer.producerIndex;
      if (index >= limit.producerLimit) {
        long free = consumer.consumerIndex + capacity;
        if (index >= free) {
          refused.increment();
          return false;
        }
        LIMIT.lazySet(limit, free);
      }
    } while (!PRODUCER.compareAndSet(producer, index, index + 1));
    slots.lazySet((int) index & mask, exchange);
    if (sleep.sleeping != 0) {
      wake();
    }
    return true;
  }

  private void wake() {
    Thread sleeper = sleep.sleeper;
    if (sleeper != null && SLEEPING.compareAndSet(sleep, 1, 0)) {
      LockSupport.unpark(sleeper);
    }
  }

  /** Takes the oldest exchange, or null when none is ready. Consumer thread only. */
  public @Nullable Exchange poll() {
    long index = consumer.consumerIndex;
    int slot = (int) index & mask;
    Exchange exchange = slots.get(slot);
    if (exchange == null) {
      return null;
    }
    slots.lazySet(slot, null);
    CONSUMER.lazySet(consumer, index + 1);
    return exchange;
  }

  /**
   * Parks the consumer until an exchange is ready, it is interrupted, or the time is over.
   *
   * @param maxNanos upper bound of the sleep
   */
  public void awaitWork(long maxNanos) {
    sleep.sleeper = Thread.currentThread();
    sleep.sleeping = 1;
    if (slots.get((int) consumer.consumerIndex & mask) == null) {
      LockSupport.parkNanos(this, maxNanos);
    }
    sleep.sleeping = 0;
  }

  /** Number of exchanges taken in since the start. */
  public long accepted() {
    return producer.producerIndex;
  }

  /** Number of exchanges refused because the ring was full. */
  public long refused() {
    return refused.sum();
  }

  /** Number of exchanges that wait now; exact only while nothing moves. */
  public int size() {
    return (int) Math.max(0, Math.min(capacity, producer.producerIndex - consumer.consumerIndex));
  }

  public int capacity() {
    return capacity;
  }

  // Each index has a cache line of its own: the fields around it are never read.
  @SuppressWarnings("UnusedVariable")
  private static final class ProducerIndex {
    long p0, p1, p2, p3, p4, p5, p6;
    volatile long producerIndex;
    long q0, q1, q2, q3, q4, q5, q6;
  }

  @SuppressWarnings("UnusedVariable")
  private static final class ProducerLimit {
    long p0, p1, p2, p3, p4, p5, p6;
    volatile long producerLimit;
    long q0, q1, q2, q3, q4, q5, q6;
  }

  @SuppressWarnings("UnusedVariable")
  private static final class ConsumerIndex {
    long p0, p1, p2, p3, p4, p5, p6;
    volatile long consumerIndex;
    long q0, q1, q2, q3, q4, q5, q6;
  }

  private static final class ConsumerSleep {
    volatile int sleeping;
    volatile @Nullable Thread sleeper;
  }
}
