package io.opsagent.server.live;

import io.opsagent.storage.ServiceLog;
import org.jspecify.annotations.Nullable;

/** A row without what is only shown in full: bodies would keep megabytes waiting. */
final class LiveRow {
  /** JSON that stands for a body that is elsewhere. */
  private static final String ELSEWHERE = "null";

  private LiveRow() {}

  static ServiceLog of(ServiceLog row) {
    return new ServiceLog(
        row.id(),
        row.service(),
        row.nodeId(),
        row.requestId(),
        row.traceId(),
        row.outcome(),
        row.level(),
        row.isVolatile(),
        row.time(),
        row.durationMicros(),
        row.scheme(),
        row.protocol(),
        row.method(),
        row.path(),
        row.fullUrl(),
        row.route(),
        row.endpointIdent(),
        row.endpointRef(),
        row.status(),
        row.length(),
        row.ip(),
        row.peer(),
        row.isPublic(),
        row.userId(),
        row.requestType(),
        row.responseType(),
        row.userAgentJson(),
        "{}",
        null,
        null,
        elsewhere(row.dataJson()),
        elsewhere(row.resultJson()),
        "[]",
        "[]",
        null,
        row.inTraffic(),
        row.outTraffic(),
        row.exceptionType(),
        row.exceptionFingerprint(),
        row.threadId(),
        row.threadName(),
        row.workerPid(),
        row.workerId(),
        row.instanceId());
  }

  private static @Nullable String elsewhere(@Nullable String body) {
    return body == null ? null : ELSEWHERE;
  }
}
