package io.opsagent.server.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.opsagent.storage.ServiceLog;
import org.jspecify.annotations.Nullable;

/**
 * What the protocol has no member for, in its free member {@code details} (spec 1.13).
 *
 * @param requestId id of the request
 * @param traceId W3C trace id, or null
 * @param outcome how the exchange ended: completed, aborted, abandoned or bad_request
 * @param route pattern that the request was mapped to, or null
 * @param protocol such as HTTP/1.1, or null
 * @param peer address of the socket's other end, or null; hidden like {@code ip}
 * @param threadName thread that took the request
 * @param exceptionType class of the exception, or null
 * @param exceptionFingerprint equal for exceptions of one type from one place, or null
 * @param durationMicros exact duration
 * @param capture entry point, and sizes and fate of the bodies
 */
record LogDetails(
    @JsonProperty("request_id") String requestId,
    @JsonProperty("trace_id") @Nullable String traceId,
    @JsonProperty("outcome") String outcome,
    @JsonProperty("route") @Nullable String route,
    @JsonProperty("protocol") @Nullable String protocol,
    @JsonProperty("peer") @Nullable String peer,
    @JsonProperty("thread_name") String threadName,
    @JsonProperty("exception_type") @Nullable String exceptionType,
    @JsonProperty("exception_fingerprint") @Nullable String exceptionFingerprint,
    @JsonProperty("duration_micros") long durationMicros,
    @JsonProperty("capture") @Nullable Object capture) {

  static LogDetails of(ServiceLog log, LogPrivacy privacy) {
    return new LogDetails(
        log.requestId(),
        log.traceId(),
        log.outcome(),
        log.route(),
        log.protocol(),
        log.peer() == null ? null : privacy.ip(log.peer()),
        log.threadName(),
        log.exceptionType(),
        log.exceptionFingerprint(),
        log.durationMicros(),
        Json.embed(log.detailsJson()));
  }
}
