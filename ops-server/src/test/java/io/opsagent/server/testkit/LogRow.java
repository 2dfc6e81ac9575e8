package io.opsagent.server.testkit;

import io.opsagent.storage.ServiceLog;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes rows for tests: an ordinary one, of which a test changes what it is about. */
public final class LogRow {
  private long id;
  private String service = "shop";
  private @Nullable String nodeId;
  private String requestId = "r-1";
  private @Nullable String traceId;
  private String outcome = "completed";
  private String level = "INFO";
  private boolean isVolatile = true;
  private Instant time = Instant.parse("2026-01-01T08:00:00Z");
  private long durationMicros = 6_400;
  private String scheme = "http";
  private @Nullable String protocol = "HTTP/1.1";
  private String method = "GET";
  private String path = "/api/order";
  private String fullUrl = "http://shop.example/api/order";
  private @Nullable String route;
  private @Nullable String endpointIdent;
  private @Nullable String endpointRef;
  private @Nullable Integer status = 200;
  private @Nullable Long length = 61L;
  private String ip = "203.0.113.9";
  private @Nullable String peer = "203.0.113.9";
  private boolean isPublic = true;
  private @Nullable String userId;
  private @Nullable String requestType;
  private @Nullable String responseType;
  private @Nullable String userAgentJson;
  private String queryJson = "{}";
  private @Nullable String requestHeadersJson;
  private @Nullable String responseHeadersJson;
  private @Nullable String dataJson;
  private @Nullable String resultJson;
  private String traceJson = "[]";
  private String messagesJson = "[]";
  private @Nullable String detailsJson;
  private long inTraffic = 300;
  private long outTraffic = 500;
  private @Nullable String exceptionType;
  private @Nullable String exceptionFingerprint;
  private @Nullable Long workerId;
  private @Nullable Long instanceId;
  private long threadId = 17;
  private String threadName = "worker-1";
  private long workerPid = 4711;

  private LogRow() {}

  /** An INFO row of the service {@code shop}, answered 200. */
  public static LogRow row() {
    return new LogRow();
  }

  static LogRow copyOf(ServiceLog log) {
    LogRow row = new LogRow();
    row.id = log.id();
    row.service = log.service();
    row.nodeId = log.nodeId();
    row.requestId = log.requestId();
    row.traceId = log.traceId();
    row.outcome = log.outcome();
    row.level = log.level();
    row.isVolatile = log.isVolatile();
    row.time = log.time();
    row.durationMicros = log.durationMicros();
    row.scheme = log.scheme();
    row.protocol = log.protocol();
    row.method = log.method();
    row.path = log.path();
    row.fullUrl = log.fullUrl();
    row.route = log.route();
    row.endpointIdent = log.endpointIdent();
    row.endpointRef = log.endpointRef();
    row.status = log.status();
    row.length = log.length();
    row.ip = log.ip();
    row.peer = log.peer();
    row.isPublic = log.isPublic();
    row.userId = log.userId();
    row.requestType = log.requestType();
    row.responseType = log.responseType();
    row.userAgentJson = log.userAgentJson();
    row.queryJson = log.queryJson();
    row.requestHeadersJson = log.requestHeadersJson();
    row.responseHeadersJson = log.responseHeadersJson();
    row.dataJson = log.dataJson();
    row.resultJson = log.resultJson();
    row.traceJson = log.traceJson();
    row.messagesJson = log.messagesJson();
    row.detailsJson = log.detailsJson();
    row.inTraffic = log.inTraffic();
    row.outTraffic = log.outTraffic();
    row.exceptionType = log.exceptionType();
    row.exceptionFingerprint = log.exceptionFingerprint();
    row.workerId = log.workerId();
    row.instanceId = log.instanceId();
    row.threadId = log.threadId();
    row.threadName = log.threadName();
    row.workerPid = log.workerPid();
    return row;
  }

  public LogRow id(long value) {
    id = value;
    return this;
  }

  public LogRow service(String value) {
    service = value;
    return this;
  }

  public LogRow nodeId(String value) {
    nodeId = value;
    return this;
  }

  public LogRow traceId(@Nullable String value) {
    traceId = value;
    return this;
  }

  public LogRow route(@Nullable String value) {
    route = value;
    return this;
  }

  public LogRow exception(@Nullable String type, @Nullable String fingerprint) {
    exceptionType = type;
    exceptionFingerprint = fingerprint;
    return this;
  }

  public LogRow requestId(String value) {
    requestId = value;
    return this;
  }

  public LogRow level(String value) {
    level = value;
    return this;
  }

  public LogRow time(Instant value) {
    time = value;
    return this;
  }

  public LogRow durationMicros(long value) {
    durationMicros = value;
    return this;
  }

  public LogRow method(String value) {
    method = value;
    return this;
  }

  public LogRow path(String value) {
    path = value;
    return this;
  }

  public LogRow fullUrl(String value) {
    fullUrl = value;
    return this;
  }

  public LogRow endpointIdent(@Nullable String value) {
    endpointIdent = value;
    return this;
  }

  public LogRow endpointRef(@Nullable String value) {
    endpointRef = value;
    return this;
  }

  public LogRow status(@Nullable Integer value) {
    status = value;
    return this;
  }

  public LogRow length(@Nullable Long value) {
    length = value;
    return this;
  }

  public LogRow ip(String value) {
    ip = value;
    return this;
  }

  public LogRow isPublic(boolean value) {
    isPublic = value;
    return this;
  }

  public LogRow userId(@Nullable String value) {
    userId = value;
    return this;
  }

  public LogRow requestType(@Nullable String value) {
    requestType = value;
    return this;
  }

  public LogRow responseType(@Nullable String value) {
    responseType = value;
    return this;
  }

  public LogRow userAgentJson(@Nullable String value) {
    userAgentJson = value;
    return this;
  }

  public LogRow queryJson(String value) {
    queryJson = value;
    return this;
  }

  public LogRow requestHeadersJson(@Nullable String value) {
    requestHeadersJson = value;
    return this;
  }

  public LogRow responseHeadersJson(@Nullable String value) {
    responseHeadersJson = value;
    return this;
  }

  public LogRow dataJson(@Nullable String value) {
    dataJson = value;
    return this;
  }

  public LogRow resultJson(@Nullable String value) {
    resultJson = value;
    return this;
  }

  public LogRow traceJson(String value) {
    traceJson = value;
    return this;
  }

  public LogRow messagesJson(String value) {
    messagesJson = value;
    return this;
  }

  public LogRow detailsJson(@Nullable String value) {
    detailsJson = value;
    return this;
  }

  public LogRow inTraffic(long value) {
    inTraffic = value;
    return this;
  }

  public LogRow outTraffic(long value) {
    outTraffic = value;
    return this;
  }

  public LogRow worker(long workerValue, long instanceValue) {
    workerId = workerValue;
    instanceId = instanceValue;
    return this;
  }

  /** The row. */
  public ServiceLog build() {
    return new ServiceLog(
        id,
        service,
        nodeId,
        requestId,
        traceId,
        outcome,
        level,
        isVolatile,
        time,
        durationMicros,
        scheme,
        protocol,
        method,
        path,
        fullUrl,
        route,
        endpointIdent,
        endpointRef,
        status,
        length,
        ip,
        peer,
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
        threadId,
        threadName,
        workerPid,
        workerId,
        instanceId);
  }
}
