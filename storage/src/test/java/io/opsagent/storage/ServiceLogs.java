package io.opsagent.storage;

import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes service logs for tests: a plain GET that went well, with what the test says changed. */
public final class ServiceLogs {
  static final Instant TIME = Instant.parse("2026-03-01T10:00:00.123456Z");

  String service = "shop";
  @Nullable String nodeId = null;
  public String requestId = "req-1";
  public String level = "INFO";
  boolean isVolatile = true;
  Instant time = TIME;
  long durationMicros = 6_000;
  String method = "GET";
  String path = "/api/order/9";
  String fullUrl = "https://shop.example/api/order/9?token=******";
  @Nullable String route = "/api/order/{id}";
  @Nullable String endpointIdent = "order_get";
  @Nullable String endpointRef = "com.example.OrderController.get";
  @Nullable Integer status = 200;
  @Nullable Long length = 61L;
  String ip = "203.0.113.9";
  boolean isPublic = true;
  @Nullable String userId = "42";
  @Nullable String requestType = null;
  @Nullable String responseType = "application/json";
  @Nullable String userAgentJson = "{\"browser\":\"Chrome 120.0.0\",\"mobile\":false}";
  String queryJson = "{\"token\":\"******\"}";
  @Nullable String requestHeadersJson = null;
  @Nullable String responseHeadersJson = null;
  @Nullable String dataJson = null;
  @Nullable String resultJson = null;
  String traceJson = "[]";
  String messagesJson = "[]";
  @Nullable String detailsJson = null;
  long inTraffic = 512;
  long outTraffic = 1_024;
  @Nullable String exceptionType = null;
  @Nullable String exceptionFingerprint = null;
  @Nullable Long workerId = null;
  @Nullable Long instanceId = null;
  String threadName = "http-nio-8080-exec-1";

  private ServiceLogs() {}

  /** A row as it is, with the given change. */
  public static ServiceLog log(Consumer<ServiceLogs> change) {
    ServiceLogs logs = new ServiceLogs();
    change.accept(logs);
    return logs.build(0);
  }

  /** A row as it is. */
  public static ServiceLog log() {
    return log(unchanged -> {});
  }

  /** The same row with another id, to compare what was read with what was written. */
  static ServiceLog withId(ServiceLog log, long id) {
    return new ServiceLog(
        id,
        log.service(),
        log.nodeId(),
        log.requestId(),
        log.traceId(),
        log.outcome(),
        log.level(),
        log.isVolatile(),
        log.time(),
        log.durationMicros(),
        log.scheme(),
        log.protocol(),
        log.method(),
        log.path(),
        log.fullUrl(),
        log.route(),
        log.endpointIdent(),
        log.endpointRef(),
        log.status(),
        log.length(),
        log.ip(),
        log.peer(),
        log.isPublic(),
        log.userId(),
        log.requestType(),
        log.responseType(),
        log.userAgentJson(),
        log.queryJson(),
        log.requestHeadersJson(),
        log.responseHeadersJson(),
        log.dataJson(),
        log.resultJson(),
        log.traceJson(),
        log.messagesJson(),
        log.detailsJson(),
        log.inTraffic(),
        log.outTraffic(),
        log.exceptionType(),
        log.exceptionFingerprint(),
        log.threadId(),
        log.threadName(),
        log.workerPid(),
        log.workerId(),
        log.instanceId());
  }

  private ServiceLog build(long id) {
    return new ServiceLog(
        id,
        service,
        nodeId,
        requestId,
        "4bf92f3577b34da6a3ce929d0e0e4736",
        "completed",
        level,
        isVolatile,
        time,
        durationMicros,
        "https",
        "HTTP/1.1",
        method,
        path,
        fullUrl,
        route,
        endpointIdent,
        endpointRef,
        status,
        length,
        ip,
        "10.0.0.7:51234",
        isPublic,
        userId,
        requestType,
        responseType,
        userAgentJson,
        queryJson,
        requestHeadersJson,
        responseHeadersJson,
        dataJson,
        resultJson,
        traceJson,
        messagesJson,
        detailsJson,
        inTraffic,
        outTraffic,
        exceptionType,
        exceptionFingerprint,
        31,
        threadName,
        4711,
        workerId,
        instanceId);
  }
}
