package io.opsagent.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.storage.ServiceLog;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of the log as OpsAgent's own resource: as it was stored, masked. */
final class LogView {
  static final String KIND = "log";

  /** Most rows have none: they are not read for it. */
  private static final String SQL_MEMBER = "\"sql\"";

  private LogView() {}

  /** A row of a list. */
  static Map<String, @Nullable Object> brief(ServiceLog log, LogPrivacy privacy) {
    Map<String, @Nullable Object> view =
        Metadata.of(KIND, log.id(), log.method() + " " + log.path(), log.time(), log.time());
    addTo(view, log, privacy);
    return view;
  }

  /** A row that was not stored yet: it has no id, and is found by its request id. */
  static Map<String, @Nullable Object> live(ServiceLog log, LogPrivacy privacy) {
    Map<String, @Nullable Object> view = brief(log, privacy);
    view.put("id", null);
    view.put("instanceID", null);
    return view;
  }

  private static void addTo(
      Map<String, @Nullable Object> view, ServiceLog log, LogPrivacy privacy) {
    view.put("service", log.service());
    view.put("requestId", log.requestId());
    view.put("traceId", log.traceId());
    view.put("time", log.time().toString());
    view.put("durationMicros", log.durationMicros());
    view.put("level", log.level());
    view.put("outcome", log.outcome());
    view.put("status", log.status());
    view.put("scheme", log.scheme());
    view.put("method", log.method());
    view.put("path", log.path());
    view.put("url", log.fullUrl());
    view.put("route", log.route());
    view.put("endpoint", log.endpointIdent());
    view.put("handler", log.endpointRef());
    view.put("ip", privacy.ip(log.ip()));
    view.put("user", privacy.userId(log.userId()));
    view.put("requestType", log.requestType());
    view.put("responseType", log.responseType());
    view.put("lengthBytes", log.length());
    view.put("inBytes", log.inTraffic());
    view.put("outBytes", log.outTraffic());
    view.put("exceptionType", log.exceptionType());
    view.put("fingerprint", log.exceptionFingerprint());
    view.put("instance", log.instanceId());
    view.put("volatile", log.isVolatile());
    view.put("hasBody", log.dataJson() != null || log.resultJson() != null);
    view.put("sql", sql(log.detailsJson()));
    view.put("threadName", log.threadName());
    view.put("userAgent", Json.embed(log.userAgentJson()));
  }

  /** What a request asked of databases, in short; null when nothing was seen of it. */
  private static @Nullable Map<String, Object> sql(@Nullable String detailsJson) {
    if (detailsJson == null || !detailsJson.contains(SQL_MEMBER)) {
      return null;
    }
    JsonNode details = Json.read(detailsJson.getBytes(StandardCharsets.UTF_8));
    JsonNode sql = details == null ? null : details.get("sql");
    if (sql == null || !sql.isObject()) {
      return null;
    }
    return Map.of(
        "count", sql.path("count").asLong(),
        "timeMicros", sql.path("time_micros").asLong(),
        "connectionWaitMicros", sql.path("connection_wait_micros").asLong(),
        "errors", sql.path("errors").asLong());
  }

  /**
   * One row with all that is stored of it.
   *
   * @param expiresAt when it is deleted at the earliest
   */
  static Map<String, @Nullable Object> full(ServiceLog log, LogPrivacy privacy, Instant expiresAt) {
    Map<String, @Nullable Object> view = brief(log, privacy);
    view.put("protocol", log.protocol());
    view.put("public", log.isPublic());
    view.put("peer", log.peer() == null ? null : privacy.ip(log.peer()));
    view.put("query", Json.embed(log.queryJson()));
    view.put("requestHeaders", Json.embed(log.requestHeadersJson()));
    view.put("responseHeaders", Json.embed(log.responseHeadersJson()));
    view.put("requestBody", Json.embed(log.dataJson()));
    view.put("responseBody", Json.embed(log.resultJson()));
    view.put("trace", Json.embed(log.traceJson()));
    view.put("messages", Json.embed(log.messagesJson()));
    view.put("capture", Json.embed(log.detailsJson()));
    view.put("threadId", log.threadId());
    view.put("workerPid", log.workerPid());
    view.put("worker", log.workerId());
    view.put("expiresAt", expiresAt.toString());
    return view;
  }
}
