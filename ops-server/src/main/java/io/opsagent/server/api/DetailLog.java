package io.opsagent.server.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.opsagent.server.net.PlatformRows;
import io.opsagent.storage.ServiceLog;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One log in full, member by member as in spec 1.13. Members of type Object are stored JSON.
 *
 * @param brief the members of the list, on the same level
 * @param inTraffic bytes
 * @param outTraffic bytes
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record DetailLog(
    @JsonUnwrapped BriefLog brief,
    @Nullable String requestType,
    @Nullable String responseType,
    @Nullable Object requestHeaders,
    @Nullable Object responseHeaders,
    @Nullable Object userAgent,
    @Nullable Object query,
    @Nullable Object data,
    @Nullable Object result,
    String fullUrl,
    @Nullable String endpointRef,
    @Nullable String endpointRemoteId,
    @Nullable Long workerId,
    long workerPid,
    long threadId,
    @Nullable Long accessTokenId,
    @Nullable Object trace,
    @Nullable Object messages,
    long inTraffic,
    long outTraffic,
    @JsonProperty("public") boolean isPublic,
    LogDetails details) {

  static DetailLog of(ServiceLog log, LogPrivacy privacy) {
    return new DetailLog(
        BriefLog.of(log, privacy),
        log.requestType(),
        log.responseType(),
        headers(log.requestHeadersJson()),
        headers(log.responseHeadersJson()),
        Json.embed(log.userAgentJson()),
        Json.embed(log.queryJson()),
        Json.embed(log.dataJson()),
        Json.embed(log.resultJson()),
        log.fullUrl(),
        log.endpointRef(),
        // No platform is linked to a row yet.
        null,
        log.workerId(),
        log.workerPid(),
        log.threadId(),
        accessTokenId(log),
        Json.embed(log.traceJson()),
        Json.embed(log.messagesJson()),
        log.inTraffic(),
        log.outTraffic(),
        log.isPublic(),
        LogDetails.of(log, privacy));
  }

  /** Of a row that came by a supervisor's token; no request of the application did. */
  private static @Nullable Long accessTokenId(ServiceLog log) {
    String details = log.detailsJson();
    JsonNode json =
        details == null || !PlatformRows.isOne(log.service())
            ? null
            : Json.read(details.getBytes(StandardCharsets.UTF_8));
    JsonNode id = json == null ? null : json.get("access_token_id");
    return id == null || !id.isIntegralNumber() ? null : id.asLong();
  }

  private static @Nullable Object headers(@Nullable String json) {
    return Json.embed(json == null ? "{}" : json);
  }
}
