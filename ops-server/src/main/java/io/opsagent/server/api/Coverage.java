package io.opsagent.server.api;

import io.opsagent.server.nodes.SilentWorkers;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.LogKeys;
import io.opsagent.storage.series.Resolution;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How far an answer of an own resource reaches (console.md 16), the same everywhere: {@code
 * resolution}, {@code complete}, {@code missing}, {@code expiredBefore}. Any thread.
 */
final class Coverage {
  private final SilentWorkers silent;
  private final Supplier<Configuration> configuration;
  private final Clock clock;

  Coverage(SilentWorkers silent, Supplier<Configuration> configuration, Clock clock) {
    this.silent = silent;
    this.configuration = configuration;
    this.clock = clock;
  }

  /**
   * What is said with an answer.
   *
   * @param resolution seconds of the spans that it is put together from; null for single rows
   * @param complete whether all that was asked for is in it
   * @param missing workers that were not heard of lately; what they saw last may be missing
   * @param expiredBefore what is older was deleted; null where nothing is
   */
  record Reach(
      @Nullable Long resolution,
      boolean complete,
      List<String> missing,
      @Nullable String expiredBefore) {

    /** The members in their order. */
    Map<String, @Nullable Object> members() {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      members.put("resolution", resolution);
      members.put("complete", complete);
      members.put("missing", missing);
      members.put("expiredBefore", expiredBefore);
      return members;
    }
  }

  /** Of statistics from a time on, in steps. */
  Reach ofSeries(Instant from, Duration step) {
    return reach(from, step.toSeconds());
  }

  /** Of statistics from a time on, put together: its edge is that of the finest that is kept. */
  Reach ofTotals(Instant from) {
    Instant now = clock.instant();
    for (Resolution resolution : Resolution.values()) {
      if (!from.isBefore(now.minus(resolution.kept()))) {
        return reach(from, (long) resolution.seconds());
      }
    }
    return reach(from, (long) Resolution.DAY.seconds());
  }

  /** Of rows that are kept for the retention time, all of them or those from a time on. */
  Reach ofRows(@Nullable Instant from) {
    return reach(from, null);
  }

  /** Of what is the case now. */
  Reach ofState() {
    List<String> missing = silent.names();
    return new Reach(null, missing.isEmpty(), missing, null);
  }

  private Reach reach(@Nullable Instant from, @Nullable Long resolution) {
    List<String> missing = silent.names();
    Instant expired =
        clock
            .instant()
            .minus(Duration.ofMillis(configuration.get().get(LogKeys.MAX_RETENTION_TIME)));
    boolean reachesBack = from == null || !from.isBefore(expired);
    return new Reach(resolution, reachesBack && missing.isEmpty(), missing, expired.toString());
  }
}
