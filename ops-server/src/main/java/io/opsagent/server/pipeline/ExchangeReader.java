package io.opsagent.server.pipeline;

import io.opsagent.capture.Exchange;
import io.opsagent.capture.Outcome;
import io.opsagent.rules.Level;
import io.opsagent.rules.Traffic;
import io.opsagent.server.net.TrustedProxies;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** Reads of every exchange what is cheap to know. Drain thread only. */
final class ExchangeReader {
  private static final int MAX_METHOD_CHARS = 40;

  private final Routes routes;
  private final TrustedProxies trustedProxies;
  private final WallClock clock;
  private final UserAgents userAgents = new UserAgents();

  ExchangeReader(Routes routes, TrustedProxies trustedProxies, WallClock clock) {
    this.routes = routes;
    this.trustedProxies = trustedProxies;
    this.clock = clock;
  }

  ExchangeSummary read(Exchange exchange) {
    String method = methodOf(exchange);
    Long length = lengthOf(exchange);
    return new ExchangeSummary(
        levelOf(exchange),
        method,
        exchange.status(),
        clock.at(exchange.startNanos()),
        durationMicros(exchange),
        routes.namesOf(exchange),
        trustedProxies.clientOf(
            exchange.remoteAddress() == null ? "" : exchange.remoteAddress(),
            exchange.forwarded(),
            exchange.forwardedFor(),
            exchange.realIp()),
        exchange.user(),
        userAgents.of(exchange.userAgent()),
        length,
        Traffic.in(
            method,
            exchange.path() == null ? "" : exchange.path(),
            exchange.query(),
            Math.max(exchange.requestContentLength(), exchange.requestBytes()),
            exchange.requestHeaderBytes()),
        Traffic.out(
            exchange.status(),
            HttpStatus.getMessage(exchange.status()),
            length == null ? -1 : length,
            exchange.responseHeaderBytes()));
  }

  /** What took any time at all took a microsecond: the fallback sees servlets that take less. */
  private static long durationMicros(Exchange exchange) {
    long nanos = exchange.endNanos() - exchange.startNanos();
    return nanos <= 0 ? 0 : Math.max(1, nanos / 1_000);
  }

  private static String methodOf(Exchange exchange) {
    String method = exchange.method() == null ? "" : exchange.method();
    return method.length() <= MAX_METHOD_CHARS ? method : method.substring(0, MAX_METHOD_CHARS);
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

  /** Bytes of the answer's body: what was sent if known, else what was declared. */
  private static @Nullable Long lengthOf(Exchange exchange) {
    if (exchange.responseBytes() >= 0) {
      return exchange.responseBytes();
    }
    return exchange.responseContentLength() >= 0 ? exchange.responseContentLength() : null;
  }
}
