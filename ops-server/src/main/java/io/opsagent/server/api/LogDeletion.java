package io.opsagent.server.api;

import io.javalin.http.Context;
import io.opsagent.storage.ServiceLogDeletion;
import io.opsagent.storage.ServiceLogFilter;
import io.opsagent.storage.ServiceLogRepository;
import io.opsagent.storage.access.Supervisor;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Deletes rows by a filter and writes the number into the audit log (spec 1.15). One call works for
 * {@link #MAX_TIME}; what is left then is said in a header.
 */
final class LogDeletion {
  /** Below the thirty seconds after which a connection without a byte is closed. */
  private static final Duration MAX_TIME = Duration.ofSeconds(20);

  private final ServiceLogRepository serviceLogs;

  LogDeletion(ServiceLogRepository serviceLogs) {
    this.serviceLogs = serviceLogs;
  }

  /** Deletes what the filter finds; nothing when there is none. */
  ServiceLogDeletion run(Context ctx, Optional<ServiceLogFilter> filter) {
    ServiceLogDeletion deletion =
        filter
            .map(rows -> serviceLogs.delete(rows, MAX_TIME))
            .orElse(new ServiceLogDeletion(0, true));
    if (!deletion.isComplete()) {
      ctx.header(LogResource.INCOMPLETE, "time");
    }
    AuditTrail.detail(
        ctx, deletion.rows() + " rows deleted" + (deletion.isComplete() ? "" : ", not all"));
    return deletion;
  }

  /** The node of a caller that a supervisor sent; null for everybody else. */
  static @Nullable String nodeOf(Context ctx) {
    Supervisor supervisor = AccessFilter.callerOf(ctx).supervisor();
    return supervisor == null ? null : supervisor.nodeId();
  }
}
