package io.opsagent.server.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.opsagent.storage.ServiceLog;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A row of a log list, member by member as in spec 1.12.
 *
 * @param time seconds since the epoch, with microseconds
 * @param duration milliseconds, truncated
 * @param method in lower case
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record BriefLog(
    long id,
    String service,
    @Nullable String nodeId,
    @Nullable Long instanceId,
    @Nullable Long endpointId,
    @Nullable String endpointIdent,
    String level,
    BigDecimal time,
    long duration,
    @Nullable String userId,
    String ip,
    String scheme,
    String method,
    @Nullable Integer status,
    @Nullable Long length,
    String path) {

  static BriefLog of(ServiceLog log, LogPrivacy privacy) {
    return new BriefLog(
        log.id(),
        log.service(),
        log.nodeId(),
        log.instanceId(),
        // Endpoints are no resources yet: there is none to name.
        null,
        log.endpointIdent(),
        log.level(),
        ProtocolTime.toSeconds(log.time()),
        log.durationMicros() / 1000,
        privacy.userId(log.userId()),
        privacy.ip(log.ip()),
        log.scheme(),
        log.method().toLowerCase(Locale.ROOT),
        log.status(),
        log.length(),
        log.path());
  }
}
