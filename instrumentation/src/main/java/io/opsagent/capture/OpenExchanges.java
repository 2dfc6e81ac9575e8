package io.opsagent.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges that have started and not ended: a bounded table of slots, without lock or
 * allocation on the request's path. Readers see exchanges, never objects of the container.
 *
 * <p>An exchange looks for a free slot from a place that its start time scatters over the table, a
 * few steps far; if it finds none it is not listed, which is counted. It is captured all the same.
 */
public final class OpenExchanges {
  private static final int MAX_PROBES = 32;

  private final AtomicReferenceArray<@Nullable Exchange> slots;
  private final int mask;
  private final LongAdder unlisted = new LongAdder();

  /**
   * A table of at least that many slots.
   *
   * @param maxOpen rounded up to a power of two
   */
  public OpenExchanges(int maxOpen) {
    int size = Integer.highestOneBit(Math.max(2, maxOpen) * 2 - 1);
    this.slots = new AtomicReferenceArray<>(size);
    this.mask = size - 1;
  }

  void add(Exchange exchange) {
    int at = scatter(exchange.startNanos());
    for (int probe = 0; probe < MAX_PROBES; probe++) {
      int slot = (at + probe) & mask;
      if (slots.get(slot) == null) {
        // Before it can be seen: whoever finds it may end it.
        exchange.openSlot = slot;
        if (slots.compareAndSet(slot, null, exchange)) {
          return;
        }
      }
    }
    exchange.openSlot = -1;
    unlisted.increment();
  }

  void remove(Exchange exchange) {
    int slot = exchange.openSlot;
    if (slot >= 0) {
      slots.lazySet(slot, null);
    }
  }

  private static int scatter(long nanos) {
    // Fibonacci hashing: the low bits of a clock are no good index by themselves.
    return (int) ((nanos * 0x9E3779B97F4A7C15L) >>> 33);
  }

  /** The exchanges that are open now, in no order. Any thread. */
  public List<Exchange> snapshot() {
    List<Exchange> open = new ArrayList<>();
    for (int i = 0; i <= mask; i++) {
      Exchange exchange = slots.get(i);
      if (exchange != null) {
        open.add(exchange);
      }
    }
    return open;
  }

  /** How many exchanges found no free slot since the start. */
  public long unlisted() {
    return unlisted.sum();
  }
}
