package io.opsagent.server.pipeline;

import io.opsagent.capture.Exchange;
import io.opsagent.capture.Headers;
import io.opsagent.capture.LoggedMessages;
import io.opsagent.rules.JsonWriter;
import io.opsagent.rules.Level;
import io.opsagent.rules.LogRules;
import io.opsagent.rules.Masking;
import io.opsagent.server.net.TrustedProxies;
import io.opsagent.server.sql.SqlTrace;
import io.opsagent.server.sql.SqlUse;
import io.opsagent.storage.ServiceLog;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns a captured exchange into the row that is stored: decodes, masks, formats. Everything secret
 * is masked here, before the row is handed to anyone. Drain thread only.
 */
final class ExchangeFormatter {
  private static final int MAX_TYPE_CHARS = 200;

  private final String service;
  private final ExceptionReader exceptions;
  private final Supplier<@Nullable RowOrigin> self;
  private final long pid = ProcessHandle.current().pid();

  /**
   * A formatter.
   *
   * @param service name of the service, for the rows
   * @param self who writes the rows, null while nobody knows
   */
  ExchangeFormatter(
      String service, ExceptionReader exceptions, Supplier<@Nullable RowOrigin> self) {
    this.self = self;
    this.service = service;
    this.exceptions = exceptions;
  }

  /** The exception of an exchange, or null when there is none. */
  ExceptionReader.@Nullable Read exceptionOf(Exchange exchange) {
    Throwable failure = exchange.failure();
    return failure == null ? null : exceptions.read(failure);
  }

  /**
   * The row of an exchange.
   *
   * @param read what {@link #exceptionOf} said
   * @param use what it did with databases, or null
   */
  ServiceLog format(
      Exchange exchange,
      ExchangeSummary summary,
      LogSettings settings,
      ExceptionReader.@Nullable Read read,
      @Nullable SqlUse use) {
    SqlTrace sql = new SqlTrace(use);
    Level level = summary.level();
    LogRules rules = settings.rules();
    Masking masking = settings.masking();
    String method = summary.method();
    String path = masking.maskUrl(orEmpty(exchange.path()));
    String query = exchange.query();
    BodyOutcome requestBody =
        BodyOutcome.ofRequest(
            exchange, rules.keepsData(level, method), masking, settings.maxBodyBytes());
    BodyOutcome responseBody =
        BodyOutcome.ofResponse(
            exchange, rules.keepsResult(level), masking, settings.maxBodyBytes());
    boolean headersKept = rules.keepsHeaders(level);
    Throwable failure = exchange.failure();
    RowEvents events = eventsOf(exchange, summary, masking, read, sql);
    RowOrigin origin = self.get();
    String peer = orEmpty(exchange.remoteAddress());
    return new ServiceLog(
        0,
        service,
        origin == null ? null : origin.nodeId(),
        masking.maskText(exchange.requestId()),
        TraceContext.traceIdOf(exchange.traceParent()),
        exchange.outcome().label(),
        level.name(),
        rules.isVolatile(level, summary.durationMicros()),
        summary.time(),
        summary.durationMicros(),
        exchange.scheme() == null ? "http" : exchange.scheme(),
        exchange.protocol(),
        method,
        path,
        fullUrl(masking, exchange, path, query),
        summary.endpoint().route(),
        summary.endpoint().ident(),
        exchange.handler(),
        exchange.status() == 0 ? null : exchange.status(),
        summary.length(),
        summary.ip(),
        peer.isEmpty() ? null : peer,
        TrustedProxies.isPublic(summary.ip()),
        exchange.user(),
        mediaType(masking, exchange.requestContentType()),
        mediaType(masking, exchange.responseContentType()),
        summary.client() == null ? null : summary.client().json(),
        masking.queryJson(query),
        headersKept ? headersJson(masking, exchange.requestHeaders()) : null,
        headersKept ? headersJson(masking, exchange.responseHeaders()) : null,
        requestBody.json(),
        responseBody.json(),
        events.traceJson(),
        events.messagesJson(),
        detailsJson(exchange, events, requestBody, responseBody, sql),
        summary.inBytes(),
        summary.outBytes(),
        failure == null ? null : failure.getClass().getName(),
        read == null ? null : read.fingerprint(),
        exchange.threadId(),
        masking.maskText(exchange.threadName()),
        pid,
        origin == null ? null : origin.workerId(),
        origin == null ? null : origin.instanceId());
  }

  /** Masked as a whole: also a {@code Host} can have a user and a password. */
  private static String fullUrl(
      Masking masking, Exchange exchange, String path, @Nullable String query) {
    StringBuilder url = new StringBuilder(128);
    String host = exchange.host();
    if (host != null && path.startsWith("/")) {
      url.append(exchange.scheme() == null ? "http" : exchange.scheme()).append("://").append(host);
    }
    url.append(path);
    if (query != null) {
      url.append('?').append(query);
    }
    return masking.maskUrl(url.toString());
  }

  private static @Nullable String headersJson(Masking masking, @Nullable Headers headers) {
    if (headers == null) {
      return null;
    }
    StringBuilder text = new StringBuilder(256);
    JsonWriter json = new JsonWriter(text);
    json.beginObject();
    for (int i = 0; i < headers.size(); i++) {
      if (next(headers, 0, i) == i) {
        json.name(headers.name(i));
        headerValues(json, masking, headers, i);
      }
    }
    json.endObject();
    return text.toString();
  }

  /** One value as it is, several in a list. */
  private static void headerValues(JsonWriter json, Masking masking, Headers headers, int first) {
    int next = next(headers, first + 1, first);
    if (next < 0) {
      json.value(masking.headerValue(headers.name(first), headers.value(first)));
      return;
    }
    json.beginArray();
    for (int i = first; i >= 0; i = next(headers, i + 1, first)) {
      json.value(masking.headerValue(headers.name(i), headers.value(i)));
    }
    json.endArray();
  }

  /** The next header of the same name, in whatever case; -1 if there is none. */
  private static int next(Headers headers, int from, int wanted) {
    String name = headers.name(wanted);
    for (int i = from; i < headers.size(); i++) {
      if (headers.name(i).equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  /** What happened during the request: statements, what the application logged, why it failed. */
  private RowEvents eventsOf(
      Exchange exchange,
      ExchangeSummary summary,
      Masking masking,
      ExceptionReader.@Nullable Read read,
      SqlTrace sql) {
    RowEvents events = new RowEvents(masking);
    if (read != null) {
      events.failed(summary.level(), summary.durationMicros(), read.text());
    }
    events.ran(sql);
    LoggedMessages logged = exchange.logged();
    if (logged != null) {
      events.logged(exchange, logged, exceptions);
    }
    return events;
  }

  private static String detailsJson(
      Exchange exchange,
      RowEvents events,
      BodyOutcome requestBody,
      BodyOutcome responseBody,
      SqlTrace sql) {
    StringBuilder text = new StringBuilder(256);
    JsonWriter json = new JsonWriter(text);
    json.beginObject();
    json.name("entry_point").value(exchange.entryPoint());
    json.name("async").value(exchange.isAsync());
    json.name("virtual_thread").value(exchange.isVirtualThread());
    if (exchange.isTimedOut()) {
      json.name("cause").value("timeout");
    }
    if (exchange.cacheCalls() > 0) {
      json.name("cache_calls").value(exchange.cacheCalls());
      json.name("cache_time").value(exchange.cacheNanos() / 1_000_000.0);
    }
    if (events.leftOut() > 0) {
      json.name("messages_left_out").value(events.leftOut());
    }
    requestBody.write(json, "request_body");
    responseBody.write(json, "response_body");
    sql.writeDetails(json);
    json.endObject();
    return text.toString();
  }

  private static @Nullable String mediaType(Masking masking, @Nullable String contentType) {
    if (contentType == null) {
      return null;
    }
    int end = contentType.indexOf(';');
    String type = (end < 0 ? contentType : contentType.substring(0, end)).trim();
    return type.isEmpty()
        ? null
        : cut(masking.maskText(type.toLowerCase(Locale.ROOT)), MAX_TYPE_CHARS);
  }

  private static String cut(String text, int maxChars) {
    return text.length() <= maxChars ? text : text.substring(0, maxChars);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
