package io.opsagent.capture;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The switch of one entry point as the requests see it: whether exchanges start, and which of the
 * open ones started before it was switched off.
 *
 * <p>Every turn of the switch begins a new generation; an exchange of an older one is never
 * recorded, because events of it may have passed unseen (docs/spec/instrumentation.md 7, case 72).
 * Any thread; without locks.
 */
final class EntryPoint {
  private static final int ON_BIT = 1;

  private final AtomicInteger generation = new AtomicInteger(ON_BIT);
  private final LongAdder discarded = new LongAdder();

  /** The number of turns so far; odd while the entry point is on, as it is at first. */
  int generation() {
    return generation.get();
  }

  boolean wasSwitched() {
    return generation.get() != ON_BIT;
  }

  static boolean isOn(int generation) {
    return (generation & ON_BIT) != 0;
  }

  /** Turns it off; returns whether it was on. */
  boolean turnOff() {
    int now = generation.get();
    return isOn(now) && generation.compareAndSet(now, now + 1);
  }

  void turnOn() {
    int now = generation.get();
    if (!isOn(now)) {
      generation.compareAndSet(now, now + 1);
    }
  }

  void countDiscarded() {
    discarded.increment();
  }

  /** Exchanges that were open when it was switched off, and are not recorded. */
  long discarded() {
    return discarded.sum();
  }
}
