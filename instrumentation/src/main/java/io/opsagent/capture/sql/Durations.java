package io.opsagent.capture.sql;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts durations in buckets a quarter of an octave wide, so that a percentile is right within a
 * fifth. Two kilobytes; any thread, without locks.
 */
final class Durations {
  private static final int STEPS_OF_OCTAVE = 4;
  private static final int STEP_BITS = 2;
  private static final int BUCKETS = 64 * STEPS_OF_OCTAVE;

  private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);

  void add(long nanos) {
    counts.incrementAndGet(bucket(Math.max(1, nanos)));
  }

  private static int bucket(long nanos) {
    int octave = 63 - Long.numberOfLeadingZeros(nanos);
    int step =
        octave >= STEP_BITS
            ? (int) (nanos >>> (octave - STEP_BITS)) & (STEPS_OF_OCTAVE - 1)
            : (int) (nanos << (STEP_BITS - octave)) & (STEPS_OF_OCTAVE - 1);
    return octave * STEPS_OF_OCTAVE + step;
  }

  /** The middle of a bucket, nanoseconds. */
  private static long value(int bucket) {
    int octave = bucket / STEPS_OF_OCTAVE;
    double base = Math.pow(2, octave);
    return (long) (base * (1 + (bucket % STEPS_OF_OCTAVE + 0.5) / STEPS_OF_OCTAVE));
  }

  /** What was counted so far. */
  long[] snapshot() {
    long[] copy = new long[BUCKETS];
    for (int i = 0; i < BUCKETS; i++) {
      copy[i] = counts.get(i);
    }
    return copy;
  }

  /**
   * A percentile of what was counted between two snapshots, nanoseconds, or -1 when nothing was.
   *
   * @param share 0 to 1
   */
  static long percentile(long[] before, long[] after, double share) {
    long total = 0;
    for (int i = 0; i < BUCKETS; i++) {
      total += after[i] - before[i];
    }
    if (total <= 0) {
      return -1;
    }
    long rank = Math.max(1, (long) Math.ceil(total * share));
    long passed = 0;
    for (int i = 0; i < BUCKETS; i++) {
      passed += after[i] - before[i];
      if (passed >= rank) {
        return value(i);
      }
    }
    return -1;
  }

  /** Of nothing. */
  static long[] none() {
    return new long[BUCKETS];
  }
}
