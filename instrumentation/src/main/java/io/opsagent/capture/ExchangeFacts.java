package io.opsagent.capture;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is read at the end of an exchange from the container's objects. What throws there is
 * counted and costs that one fact, or those behind it, only. Any thread.
 */
final class ExchangeFacts {
  /** Longer names of users than any database column of ours. */
  private static final int MAX_USER_CHARS = 1_000;

  private final LongAdder unreadable = new LongAdder();

  /** Facts that could not be read, because the container threw. */
  long unreadable() {
    return unreadable.sum();
  }

  /** Reads all facts; for the one caller that has ended the exchange. */
  <Q, S> void read(
      Exchange exchange,
      HttpAdapter<Q, S> adapter,
      Q request,
      S response,
      CaptureSettings settings) {
    try {
      readRequest(exchange, adapter, request, settings);
    } catch (RuntimeException e) {
      // A container in an odd state: what was read so far is worth a row all the same.
      unreadable.increment();
    }
    try {
      readResponse(exchange, adapter, response);
      readHeaders(exchange, adapter, request, response, settings);
    } catch (RuntimeException e) {
      unreadable.increment();
    }
  }

  /**
   * Reads the facts of the request, and its headers where they will be kept, before the exchange
   * has ended; for the one thread that has it. {@link #read} reads them again.
   */
  <Q> void readAhead(
      Exchange exchange, HttpAdapter<Q, ?> adapter, Q request, CaptureSettings settings) {
    try {
      readRequest(exchange, adapter, request, settings);
      if (settings.keepHeaders() || exchange.failure != null) {
        Headers requestHeaders = new Headers();
        adapter.copyRequestHeaders(request, requestHeaders);
        exchange.requestHeaders = requestHeaders;
      }
    } catch (RuntimeException e) {
      unreadable.increment();
    }
  }

  private <Q, S> void readRequest(
      Exchange exchange, HttpAdapter<Q, S> adapter, Q request, CaptureSettings settings) {
    if (!exchange.mapped) {
      exchange.method = adapter.method(request);
      exchange.path = adapter.path(request);
    }
    long lengths = adapter.requestHeaderNameLengths(request);
    RequestIds.take(exchange, wanted(adapter, request, lengths, "x-request-id"));
    exchange.query = adapter.query(request);
    exchange.protocol = adapter.protocol(request);
    exchange.scheme = adapter.scheme(request);
    exchange.host = adapter.requestHeader(request, "host");
    exchange.remoteAddress = adapter.remoteAddress(request);
    String traceParent = wanted(adapter, request, lengths, "traceparent");
    if (traceParent != null && !adapter.isRequestHeaderRepeated(request, "traceparent")) {
      exchange.traceParent = traceParent;
    }
    exchange.userAgent = wanted(adapter, request, lengths, "user-agent");
    exchange.requestContentType = wanted(adapter, request, lengths, "content-type");
    exchange.requestContentLength =
        ContentLength.parse(wanted(adapter, request, lengths, "content-length"));
    BodyCapture body = exchange.requestBody;
    boolean unpassed =
        (body == null || body.totalBytes() == 0)
            && (exchange.requestContentLength > 0
                || wanted(adapter, request, lengths, "transfer-encoding") != null);
    exchange.requestBodyUnread = unpassed && !exchange.bodiesUnseen;
    exchange.requestBodyUnseen = unpassed && exchange.bodiesUnseen;
    exchange.requestHeaderBytes = adapter.requestHeaderBytes(request);
    exchange.user = readUser(adapter, request, settings);
    if (settings.forwardedHeaders()) {
      exchange.forwarded = wanted(adapter, request, lengths, "forwarded");
      exchange.forwardedFor = wanted(adapter, request, lengths, "x-forwarded-for");
      exchange.realIp = wanted(adapter, request, lengths, "x-real-ip");
    }
  }

  /** A header, looked for only if one with a name of that length is there. */
  private static <Q> @Nullable String wanted(
      HttpAdapter<Q, ?> adapter, Q request, long nameLengths, String name) {
    return (nameLengths >>> name.length() & 1) == 0 ? null : adapter.requestHeader(request, name);
  }

  /** The one fact that is read from an object of the application, which may do as it likes. */
  private <Q, S> @Nullable String readUser(
      HttpAdapter<Q, S> adapter, Q request, CaptureSettings settings) {
    try {
      String user = adapter.user(request);
      UserAttribute attribute = settings.userAttribute();
      if (user == null && attribute != null) {
        user = attribute.textIn(adapter.sessionAttribute(request, attribute.name()));
      }
      return user == null || user.length() <= MAX_USER_CHARS
          ? user
          : user.substring(0, MAX_USER_CHARS);
    } catch (Throwable e) {
      unreadable.increment();
      return null;
    }
  }

  private static <Q, S> void readHeaders(
      Exchange exchange,
      HttpAdapter<Q, S> adapter,
      Q request,
      S response,
      CaptureSettings settings) {
    exchange.excludedByHeader = settings.excludes(adapter, request, response);
    if (settings.keepHeaders()
        || exchange.status >= 400
        || exchange.status == 0
        || exchange.failure != null
        || hasLoggedErrors(exchange)) {
      Headers requestHeaders = new Headers();
      Headers responseHeaders = new Headers();
      exchange.requestHeaders = requestHeaders;
      exchange.responseHeaders = responseHeaders;
      adapter.copyRequestHeaders(request, requestHeaders);
      adapter.copyResponseHeaders(response, responseHeaders);
    }
  }

  /** A message may make the row an ERROR one (key {@code log.level-from-messages}). */
  private static boolean hasLoggedErrors(Exchange exchange) {
    LoggedMessages logged = exchange.logged;
    return logged != null && logged.hasErrors();
  }

  private static <Q, S> void readResponse(
      Exchange exchange, HttpAdapter<Q, S> adapter, S response) {
    exchange.status =
        exchange.committedStatus != 0 ? exchange.committedStatus : adapter.status(response);
    exchange.responseContentType = adapter.responseHeader(response, "content-type");
    exchange.responseContentLength = adapter.responseContentLength(response);
    exchange.responseHeaderBytes = adapter.responseHeaderBytes(response);
    if (hasNoBody(exchange.method, exchange.status)) {
      exchange.responseBytes = 0;
      BodyCapture neverSent = exchange.responseBody;
      if (neverSent != null) {
        exchange.responseBody = null;
        neverSent.releaseChunks();
      }
    } else {
      exchange.responseBodyUnseen = exchange.bodiesUnseen && exchange.responseContentLength != 0;
    }
  }

  /** Such answers have none, even if bytes passed inside (docs/spec/instrumentation.md 4.5). */
  private static boolean hasNoBody(@Nullable String method, int status) {
    return "HEAD".equals(method) || status >= 100 && status < 200 || status == 204 || status == 304;
  }
}
