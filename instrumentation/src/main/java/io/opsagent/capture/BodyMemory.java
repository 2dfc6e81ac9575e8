package io.opsagent.capture;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * The memory that all captured bodies together may hold (key {@code capture.max-body-memory}).
 * Reserved chunk by chunk with one atomic addition each, given back when the drain has read a body.
 */
public final class BodyMemory {
  /** For bodies of which no byte may be kept. */
  static final BodyMemory NONE = new BodyMemory(0);

  private final long maxBytes;
  private final AtomicLong reservedBytes = new AtomicLong();
  private final LongAdder refusals = new LongAdder();

  public BodyMemory(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Takes that many bytes out of the budget, or refuses and counts. */
  boolean reserve(int bytes) {
    if (reservedBytes.addAndGet(bytes) > maxBytes) {
      reservedBytes.addAndGet(-bytes);
      refusals.increment();
      return false;
    }
    return true;
  }

  void release(long bytes) {
    reservedBytes.addAndGet(-bytes);
  }

  /** Bytes that captured bodies hold now. */
  public long reservedBytes() {
    return reservedBytes.get();
  }

  /** How often a body was cut short because the budget was used up. */
  public long refusals() {
    return refusals.sum();
  }
}
