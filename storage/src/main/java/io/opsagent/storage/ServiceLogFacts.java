package io.opsagent.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What of a row is counted: its short columns. See {@link ServiceLog} for their meaning.
 *
 * @param userAgentJson parsed user agent as an object, or null
 */
public record ServiceLogFacts(
    Instant time,
    long durationMicros,
    String level,
    String method,
    @Nullable Integer status,
    @Nullable String endpointIdent,
    @Nullable String route,
    String ip,
    @Nullable String userId,
    @Nullable String requestType,
    @Nullable String responseType,
    @Nullable String exceptionType,
    @Nullable String exceptionFingerprint,
    @Nullable Long instanceId,
    @Nullable String userAgentJson) {

  static final String SELECT =
      "SELECT time_micros, duration_micros, level, method, status, endpoint_ident, route, ip,"
          + " user_id, request_type, response_type, exception_type, exception_fingerprint,"
          + " instance_id, user_agent_json FROM service_log";

  /** The facts of a whole row. */
  public static ServiceLogFacts of(ServiceLog log) {
    return new ServiceLogFacts(
        log.time(),
        log.durationMicros(),
        log.level(),
        log.method(),
        log.status(),
        log.endpointIdent(),
        log.route(),
        log.ip(),
        log.userId(),
        log.requestType(),
        log.responseType(),
        log.exceptionType(),
        log.exceptionFingerprint(),
        log.instanceId(),
        log.userAgentJson());
  }

  /** Reads the current row of {@link #SELECT}. */
  static ServiceLogFacts read(ResultSet row) throws SQLException {
    int status = row.getInt(5);
    Integer statusOrNull = row.wasNull() ? null : Integer.valueOf(status);
    long instance = row.getLong(14);
    Long instanceOrNull = row.wasNull() ? null : Long.valueOf(instance);
    return new ServiceLogFacts(
        Micros.toInstant(row.getLong(1)),
        row.getLong(2),
        row.getString(3),
        row.getString(4),
        statusOrNull,
        row.getString(6),
        row.getString(7),
        row.getString(8),
        row.getString(9),
        row.getString(10),
        row.getString(11),
        row.getString(12),
        row.getString(13),
        instanceOrNull,
        row.getString(15));
  }
}
