package io.opsagent.server.pipeline;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/**
 * Turns {@link System#nanoTime} of the application's threads into time of day, from one pair of
 * anchors that is renewed every 30 s to follow changes of the clock. Drain thread only.
 */
final class WallClock {
  private static final long ANCHOR_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final long NANOS_PER_MICRO = 1_000;
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final Clock clock;
  private long anchorMicros;
  private long anchorNanos;

  WallClock(Clock clock) {
    this.clock = clock;
    this.anchorNanos = System.nanoTime();
    this.anchorMicros = nowMicros();
  }

  /** The time of day at that reading of {@link System#nanoTime}, in microseconds. */
  Instant at(long nanos) {
    long now = System.nanoTime();
    if (now - anchorNanos > ANCHOR_NANOS) {
      anchorNanos = now;
      anchorMicros = nowMicros();
    }
    long micros = anchorMicros + Math.floorDiv(nanos - anchorNanos, NANOS_PER_MICRO);
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS_PER_SECOND),
        Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO);
  }

  private long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }
}
