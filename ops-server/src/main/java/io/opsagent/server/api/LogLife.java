package io.opsagent.server.api;

import io.opsagent.server.nodes.SilentWorkers;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.LogKeys;
import io.opsagent.storage.ServiceLog;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Until when rows are kept, by the keys in force, and how far answers reach. Any thread. */
final class LogLife {
  private final Supplier<Configuration> settings;
  private final SilentWorkers silent;
  private final Clock clock;

  LogLife(Supplier<Configuration> settings, SilentWorkers silent, Clock clock) {
    this.settings = settings;
    this.silent = silent;
    this.clock = clock;
  }

  /** When a row is deleted at the earliest. */
  Instant expiresAt(ServiceLog log) {
    Instant last = log.time().plusMillis(settings.get().get(LogKeys.MAX_RETENTION_TIME));
    Instant ofVolatile = log.time().plusMillis(settings.get().get(LogKeys.VOLATILE_MAINTAIN));
    return log.isVolatile() && ofVolatile.isBefore(last) ? ofVolatile : last;
  }

  /**
   * How far an answer reaches, in the members of {@link Coverage.Reach}, and {@code
   * volatileExpiredBefore} for volatile rows; null where the span begins later.
   *
   * @param from null for the oldest
   * @param isWhole whether all that is stored was looked at
   * @param resolution seconds of the spans that it is put together from; null for single rows
   */
  Map<String, @Nullable Object> reach(
      @Nullable Instant from, boolean isWhole, @Nullable Long resolution) {
    Instant now = clock.instant();
    Instant all = now.minusMillis(settings.get().get(LogKeys.MAX_RETENTION_TIME));
    Instant ofVolatile = now.minusMillis(settings.get().get(LogKeys.VOLATILE_MAINTAIN));
    List<String> missing = silent.names();
    Map<String, @Nullable Object> reach =
        new Coverage.Reach(resolution, isWhole && missing.isEmpty(), missing, boundary(all, from))
            .members();
    reach.put("volatileExpiredBefore", boundary(ofVolatile, from));
    return reach;
  }

  private static @Nullable String boundary(Instant boundary, @Nullable Instant from) {
    return from == null || from.isBefore(boundary) ? boundary.toString() : null;
  }
}
