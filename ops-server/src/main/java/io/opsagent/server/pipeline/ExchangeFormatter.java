package io.opsagent.server.pipeline;

import io.opsagent.capture.Exchange;
import io.opsagent.capture.Headers;
import io.opsagent.capture.Outcome;
import io.opsagent.rules.JsonWriter;
import io.opsagent.rules.Level;
import io.opsagent.rules.Masking;
import io.opsagent.rules.Traffic;
import io.opsagent.storage.ServiceLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * Turns a captured exchange into the row that is stored: decodes, masks, formats. Everything secret
 * is masked here, before the row is handed to anyone. Drain thread only.
 */
final class ExchangeFormatter {
  private static final int MAX_TYPE_CHARS = 200;
  private static final int MAX_METHOD_CHARS = 40;

  private final FormatterSettings settings;
  private final Masking masking;
  private final Routes routes;
  private final TrustedProxies trustedProxies;
  private final WallClock clock;
  private final ExceptionReader exceptions;
  private final long pid = ProcessHandle.current().pid();

  ExchangeFormatter(
      FormatterSettings settings,
      Masking masking,
      Routes routes,
      TrustedProxies trustedProxies,
      WallClock clock,
      ExceptionReader exceptions) {
    this.settings = settings;
    this.masking = masking;
    this.routes = routes;
    this.trustedProxies = trustedProxies;
    this.clock = clock;
    this.exceptions = exceptions;
  }

  ServiceLog format(Exchange exchange) {
    Level level = levelOf(exchange);
    boolean whole = settings.keepUneventful() || level.atLeast(Level.WARN);
    String peer = orEmpty(exchange.remoteAddress());
    String ip =
        trustedProxies.clientOf(
            peer, exchange.forwarded(), exchange.forwardedFor(), exchange.realIp());
    String method = cut(orEmpty(exchange.method()), MAX_METHOD_CHARS);
    String path = masking.maskUrl(orEmpty(exchange.path()));
    String query = exchange.query();
    EndpointNames names = routes.namesOf(exchange);
    BodyOutcome requestBody =
        BodyOutcome.ofRequest(
            exchange, whole && isDataMethod(method), masking, settings.maxBodyBytes());
    BodyOutcome responseBody =
        BodyOutcome.ofResponse(exchange, whole, masking, settings.maxBodyBytes());
    Throwable failure = exchange.failure();
    long durationNanos = exchange.endNanos() - exchange.startNanos();
    // What took any time at all took a microsecond: the fallback sees servlets that take less.
    long durationMicros = durationNanos <= 0 ? 0 : Math.max(1, durationNanos / 1_000);
    Long length = lengthOf(exchange);
    return new ServiceLog(
        0,
        settings.service(),
        null,
        exchange.requestId(),
        TraceContext.traceIdOf(exchange.traceParent()),
        exchange.outcome().label(),
        level.name(),
        isVolatile(level, durationMicros),
        clock.at(exchange.startNanos()),
        durationMicros,
        exchange.scheme() == null ? "http" : exchange.scheme(),
        exchange.protocol(),
        method,
        path,
        fullUrl(exchange, path, query),
        names.route(),
        names.ident(),
        exchange.handler(),
        exchange.status() == 0 ? null : exchange.status(),
        length,
        ip,
        peer.isEmpty() ? null : peer,
        TrustedProxies.isPublic(ip),
        exchange.user(),
        mediaType(exchange.requestContentType()),
        mediaType(exchange.responseContentType()),
        null,
        masking.queryJson(query),
        whole ? headersJson(exchange.requestHeaders()) : null,
        whole ? headersJson(exchange.responseHeaders()) : null,
        requestBody.json(),
        responseBody.json(),
        failure == null ? "[]" : traceJson(level, durationMicros),
        failure == null ? "[]" : messagesJson(failure),
        detailsJson(exchange, requestBody, responseBody),
        Traffic.in(
            method,
            path,
            query,
            Math.max(exchange.requestContentLength(), exchange.requestBytes()),
            exchange.requestHeaderBytes()),
        Traffic.out(
            exchange.status(),
            HttpStatus.getMessage(exchange.status()),
            length == null ? -1 : length,
            exchange.responseHeaderBytes()),
        failure == null ? null : failure.getClass().getName(),
        exchange.threadId(),
        exchange.threadName(),
        pid);
  }

  /** operations-api.md 6.1; a client that goes away is no error of the service. */
  private static Level levelOf(Exchange exchange) {
    if (exchange.outcome() == Outcome.ABORTED
        && (exchange.status() == 0 || exchange.status() >= 500)) {
      return Level.WARN;
    }
    if (exchange.isFailureUnhandled() && exchange.outcome() == Outcome.COMPLETED) {
      // Also when the answer was on its way with a good status before it failed.
      return Level.ERROR;
    }
    return Level.ofStatus(exchange.status());
  }

  private boolean isVolatile(Level level, long durationMicros) {
    return !level.atLeast(Level.WARN) && durationMicros < settings.persistDurationMicros();
  }

  /** Masked as a whole: also a {@code Host} can have a user and a password. */
  private String fullUrl(Exchange exchange, String path, @Nullable String query) {
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

  private @Nullable String headersJson(@Nullable Headers headers) {
    if (headers == null) {
      return null;
    }
    Map<String, List<String>> byName = new LinkedHashMap<>();
    Map<String, String> spelling = new LinkedHashMap<>();
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.name(i);
      String key = name.toLowerCase(Locale.ROOT);
      spelling.putIfAbsent(key, name);
      byName
          .computeIfAbsent(key, k -> new ArrayList<>(1))
          .add(masking.headerValue(name, headers.value(i)));
    }
    StringBuilder text = new StringBuilder(256);
    JsonWriter json = new JsonWriter(text);
    json.beginObject();
    byName.forEach(
        (key, values) -> {
          json.name(orEmpty(spelling.get(key)));
          if (values.size() == 1) {
            json.value(values.get(0));
          } else {
            json.beginArray();
            values.forEach(json::value);
            json.endArray();
          }
        });
    json.endObject();
    return text.toString();
  }

  private static boolean isDataMethod(String method) {
    return switch (method) {
      case "POST", "PUT", "PATCH", "DELETE" -> true;
      default -> false;
    };
  }

  private static String traceJson(Level level, long durationMicros) {
    StringBuilder text = new StringBuilder(256);
    JsonWriter json = new JsonWriter(text);
    json.beginArray().beginObject();
    json.name("name").value(level.name());
    json.name("init").value(durationMicros / 1_000);
    json.name("type").value("log." + level.name().toLowerCase(Locale.ROOT));
    json.name("msg").value(0);
    json.name("data").value((String) null);
    json.endObject().endArray();
    return text.toString();
  }

  private String messagesJson(Throwable failure) {
    StringBuilder text = new StringBuilder(256);
    JsonWriter json = new JsonWriter(text);
    json.beginArray().value(exceptions.textOf(failure)).endArray();
    return text.toString();
  }

  private static String detailsJson(
      Exchange exchange, BodyOutcome requestBody, BodyOutcome responseBody) {
    StringBuilder text = new StringBuilder(256);
    JsonWriter json = new JsonWriter(text);
    json.beginObject();
    json.name("entry_point").value(exchange.entryPoint());
    json.name("async").value(exchange.isAsync());
    json.name("virtual_thread").value(exchange.isVirtualThread());
    if (exchange.isTimedOut()) {
      json.name("cause").value("timeout");
    }
    requestBody.write(json, "request_body");
    responseBody.write(json, "response_body");
    json.endObject();
    return text.toString();
  }

  /** Bytes of the answer's body: what was sent if known, else what was declared. */
  private static @Nullable Long lengthOf(Exchange exchange) {
    if (exchange.responseBytes() >= 0) {
      return exchange.responseBytes();
    }
    return exchange.responseContentLength() >= 0 ? exchange.responseContentLength() : null;
  }

  private static @Nullable String mediaType(@Nullable String contentType) {
    if (contentType == null) {
      return null;
    }
    int end = contentType.indexOf(';');
    String type = (end < 0 ? contentType : contentType.substring(0, end)).trim();
    return type.isEmpty() ? null : cut(type.toLowerCase(Locale.ROOT), MAX_TYPE_CHARS);
  }

  private static String cut(String text, int maxChars) {
    return text.length() <= maxChars ? text : text.substring(0, maxChars);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
