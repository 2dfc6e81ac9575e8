package io.opsagent.storage;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/** Times as they are stored: microseconds since 1970 in UTC. */
final class Micros {
  private static final Instant EARLIEST = Instant.EPOCH.plus(Long.MIN_VALUE, ChronoUnit.MICROS);
  private static final Instant LATEST = Instant.EPOCH.plus(Long.MAX_VALUE, ChronoUnit.MICROS);

  private Micros() {}

  /** Rounds down; times beyond 290,000 years become the nearest that can be stored. */
  static long of(Instant time) {
    if (time.isBefore(EARLIEST)) {
      return Long.MIN_VALUE;
    }
    if (time.isAfter(LATEST)) {
      return Long.MAX_VALUE;
    }
    return ChronoUnit.MICROS.between(Instant.EPOCH, time.truncatedTo(ChronoUnit.MICROS));
  }

  static Instant toInstant(long micros) {
    long second = TimeUnit.SECONDS.toMicros(1);
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, second), Math.floorMod(micros, second) * 1_000L);
  }
}
