package io.opsagent.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One captured request with its answer, as it is stored: everything secret is masked already and
 * nothing is decoded any more. The facts are those of section 5 of docs/spec/operations-api.md
 * (service log), the columns are our own.
 *
 * <p>Members that end in {@code Json} hold JSON text; {@code null} means "not stored". All sizes
 * are bytes.
 *
 * @param id key of the row, 0 before it is inserted
 * @param service name of the service
 * @param nodeId id of the node at a supervisor, or null
 * @param requestId id of the request, 1 to 128 visible ASCII characters
 * @param traceId W3C trace id (32 hex digits), or null
 * @param outcome how the exchange ended: {@code completed}, {@code aborted}, {@code abandoned} or
 *     {@code bad_request}
 * @param level {@code DEBUG}, {@code INFO}, {@code WARN} or {@code ERROR}
 * @param isVolatile whether the row may go after the short retention
 * @param time arrival, in microseconds
 * @param durationMicros from arrival to the real end of the answer
 * @param scheme {@code http} or {@code https}
 * @param protocol {@code HTTP/1.1} and so on, or null
 * @param method as the client sent it
 * @param path raw path as the client sent it, without query, secret path parameters masked
 * @param fullUrl URL with its secrets masked
 * @param route pattern that the request was mapped to, or null
 * @param endpointIdent operation id of the endpoint (operations-api.md 10.4), or null
 * @param endpointRef handler, as class and method, or null
 * @param status HTTP status; null if none was sent
 * @param length declared length of the answer's body, or the number of bytes seen; null if unknown
 * @param ip client address
 * @param peer address of the socket's other end
 * @param isPublic whether {@code ip} is globally routable
 * @param userId who asked, or null
 * @param requestType media type of the request without parameters, or null
 * @param responseType media type of the answer without parameters, or null
 * @param userAgentJson parsed user agent as an object, or null
 * @param queryJson masked query parameters as an object
 * @param requestHeadersJson masked headers as an object, or null
 * @param responseHeadersJson masked headers as an object, or null
 * @param dataJson masked request body as a JSON value, or null
 * @param resultJson masked body of the answer as a JSON value, or null
 * @param traceJson list of events (operations-api.md 6.4)
 * @param messagesJson list of texts that the events point to
 * @param detailsJson what the protocol has no word for: body states and sizes, cause of the end
 * @param inTraffic bytes in by the formula of operations-api.md 8.2
 * @param outTraffic bytes out by the formula of operations-api.md 8.2
 * @param exceptionType class name of the exception that ended the request, or null
 * @param exceptionFingerprint 16 hex digits, equal for exceptions of one type from one place of the
 *     application, or null
 * @param threadId id of the thread that took the request
 * @param threadName its name
 * @param workerPid process that served the request
 * @param workerId that process in table {@code ops_worker}, or null while it is not registered
 * @param instanceId its instance in table {@code ops_instance}, or null while it is not registered
 */
public record ServiceLog(
    long id,
    String service,
    @Nullable String nodeId,
    String requestId,
    @Nullable String traceId,
    String outcome,
    String level,
    boolean isVolatile,
    Instant time,
    long durationMicros,
    String scheme,
    @Nullable String protocol,
    String method,
    String path,
    String fullUrl,
    @Nullable String route,
    @Nullable String endpointIdent,
    @Nullable String endpointRef,
    @Nullable Integer status,
    @Nullable Long length,
    String ip,
    @Nullable String peer,
    boolean isPublic,
    @Nullable String userId,
    @Nullable String requestType,
    @Nullable String responseType,
    @Nullable String userAgentJson,
    String queryJson,
    @Nullable String requestHeadersJson,
    @Nullable String responseHeadersJson,
    @Nullable String dataJson,
    @Nullable String resultJson,
    String traceJson,
    String messagesJson,
    @Nullable String detailsJson,
    long inTraffic,
    long outTraffic,
    @Nullable String exceptionType,
    @Nullable String exceptionFingerprint,
    long threadId,
    String threadName,
    long workerPid,
    @Nullable Long workerId,
    @Nullable Long instanceId) {}
