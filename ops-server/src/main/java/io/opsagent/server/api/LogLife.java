package io.opsagent.server.api;

import io.opsagent.settings.Configuration;
import io.opsagent.settings.LogKeys;
import io.opsagent.storage.ServiceLog;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Until when rows are kept, by the keys in force. Any thread. */
final class LogLife {
  private final Supplier<Configuration> settings;
  private final Clock clock;

  LogLife(Supplier<Configuration> settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** When a row is deleted at the earliest. */
  Instant expiresAt(ServiceLog log) {
    Instant last = log.time().plusMillis(settings.get().get(LogKeys.MAX_RETENTION_TIME));
    Instant ofVolatile = log.time().plusMillis(settings.get().get(LogKeys.VOLATILE_MAINTAIN));
    return log.isVolatile() && ofVolatile.isBefore(last) ? ofVolatile : last;
  }

  /**
   * What of a span of time is gone: {@code expiredBefore} for all rows, {@code
   * volatileExpiredBefore} for volatile ones; null where the span begins later.
   *
   * @param from null for the oldest
   */
  Map<String, @Nullable Object> expired(@Nullable Instant from) {
    Instant now = clock.instant();
    Instant all = now.minusMillis(settings.get().get(LogKeys.MAX_RETENTION_TIME));
    Instant ofVolatile = now.minusMillis(settings.get().get(LogKeys.VOLATILE_MAINTAIN));
    Map<String, @Nullable Object> expired = new LinkedHashMap<>();
    expired.put("expiredBefore", boundary(all, from));
    expired.put("volatileExpiredBefore", boundary(ofVolatile, from));
    return expired;
  }

  private static @Nullable String boundary(Instant boundary, @Nullable Instant from) {
    return from == null || from.isBefore(boundary) ? boundary.toString() : null;
  }
}
