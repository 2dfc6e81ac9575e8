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

  private final Clock clock;
  private Instant anchor;
  private long anchorNanos;

  WallClock(Clock clock) {
    this.clock = clock;
    this.anchorNanos = System.nanoTime();
    this.anchor = clock.instant();
  }

  /** The time of day at that reading of {@link System#nanoTime}, in microseconds. */
  Instant at(long nanos) {
    long now = System.nanoTime();
    if (now - anchorNanos > ANCHOR_NANOS) {
      anchorNanos = now;
      anchor = clock.instant();
    }
    return anchor.plusNanos(nanos - anchorNanos).truncatedTo(ChronoUnit.MICROS);
  }
}
