package io.opsagent.undertow;

import io.opsagent.capture.BodyCapture;
import io.opsagent.capture.Capture;
import io.opsagent.capture.CurrentExchange;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.Outcome;
import io.undertow.server.DefaultResponseListener;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import org.xnio.StreamConnection;

/**
 * Undertow's events, translated for {@link Capture} (docs/spec/instrumentation.md 3.4).
 *
 * <p>{@code executeRootHandler} runs once for each turn of a request; the attachment tells the
 * first. A later turn may start, and end the exchange, before the first has returned, so that
 * leaving a turn only clears the thread.
 */
final class UndertowBinding {
  static final Capture CAPTURE = Capture.current();

  private static final String ENTRY_POINT = "undertow";
  private static final int BAD_REQUEST = 400;
  private static final AttachmentKey<UndertowRequestState> STATE =
      AttachmentKey.create(UndertowRequestState.class);

  private UndertowBinding() {}

  static Object started(Object serverExchange) {
    HttpServerExchange exchange = (HttpServerExchange) serverExchange;
    UndertowRequestState state = exchange.getAttachment(STATE);
    if (state == null && !isLaterTurn(exchange)) {
      state = open(exchange);
    }
    return CurrentExchange.enter(state == null ? null : state.exchange);
  }

  static void left(@Nullable Object bound) {
    CurrentExchange.exit(bound);
  }

  /**
   * Whether this request started before capture was switched on: its first turn was not seen. That
   * one runs on an input/output thread, and nothing has been done to the exchange yet.
   */
  private static boolean isLaterTurn(HttpServerExchange exchange) {
    return CAPTURE.wasSwitched(ENTRY_POINT)
        && (!exchange.isInIoThread() || exchange.isBlocking() || exchange.isResponseStarted());
  }

  private static @Nullable UndertowRequestState open(HttpServerExchange exchange) {
    if (EndListener.FAILURES.isOpen() || exchange.isComplete()) {
      return null;
    }
    // First of all, because Undertow may refuse it: nothing was begun then. It throws for exchanges
    // that are over.
    exchange.addExchangeCompleteListener(EndListener.INSTANCE);
    Exchange begun = CAPTURE.begin(ENTRY_POINT);
    if (begun == null) {
      return null;
    }
    // Now: a forward or an error page puts its own path and query into the exchange.
    begun.mapped(
        UndertowAdapter.INSTANCE.method(exchange), UndertowAdapter.INSTANCE.path(exchange));
    UndertowRequestState state = new UndertowRequestState(begun, exchange.getQueryString());
    exchange.putAttachment(STATE, state);
    if (!exchange.isRequestComplete()
        && exchange.isRequestChannelAvailable()
        && !RequestTap.FAILURES.isOpen()) {
      exchange.addDefaultResponseListener(EndingListener.INSTANCE);
      exchange.addRequestWrapper(RequestTap.INSTANCE);
    }
    if (exchange.isResponseChannelAvailable() && !ResponseTap.FAILURES.isOpen()) {
      exchange.addResponseWrapper(ResponseTap.INSTANCE);
    }
    return state;
  }

  /** The state of an exchange that is open, or null. */
  static @Nullable UndertowRequestState stateOf(HttpServerExchange exchange) {
    return exchange.getAttachment(STATE);
  }

  /** Undertow has made no exchange of it: all that is known is who has sent it. */
  static void refused(@Nullable Object connection) {
    SocketAddress peer =
        connection == null ? null : ((StreamConnection) connection).getPeerAddress();
    InetAddress address =
        peer instanceof InetSocketAddress ? ((InetSocketAddress) peer).getAddress() : null;
    CAPTURE.refused(ENTRY_POINT, BAD_REQUEST, address == null ? null : address.getHostAddress());
  }

  static void timedOut(Object serverExchange) {
    UndertowRequestState state = stateOf((HttpServerExchange) serverExchange);
    if (state != null) {
      state.exchange.timedOut();
    }
  }

  static void ended(HttpServerExchange exchange) {
    UndertowRequestState state = stateOf(exchange);
    if (state == null || state.exchange.isEnded()) {
      return;
    }
    Exchange ending = state.exchange;
    if (becomesHttp2(exchange)) {
      CAPTURE.discard(ending);
      return;
    }
    readOutcome(ending, state, exchange);
    readSizes(ending, exchange);
    CAPTURE.end(ending, UndertowAdapter.INSTANCE, exchange, exchange);
  }

  private static void readOutcome(
      Exchange ending, UndertowRequestState state, HttpServerExchange exchange) {
    ending.failedUnhandled(exchange.getAttachment(DefaultResponseListener.EXCEPTION));
    if (state.broken
        || !exchange.isResponseComplete()
        || !exchange.getConnection().isOpen()
        || isStreamReset(state, exchange)) {
      ending.outcome(Outcome.ABORTED);
    }
    if (CurrentExchange.get() != ending && Thread.currentThread() != exchange.getIoThread()) {
      // Neither in a turn nor by the thread that sends what a turn has left to be sent.
      ending.wentAsync();
    }
  }

  /** Whether the answer on a stream of HTTP/2 was never begun, or not written to its end. */
  private static boolean isStreamReset(UndertowRequestState state, HttpServerExchange exchange) {
    return state.watchesEnd
        ? !state.endWritten
        : isHttp2(exchange) && !exchange.isResponseStarted();
  }

  static boolean isHttp2(HttpServerExchange exchange) {
    return exchange.getProtocol().toString().startsWith("HTTP/2");
  }

  /** Whether the request goes on as stream 1 of an HTTP/2 connection, an exchange of its own. */
  private static boolean becomesHttp2(HttpServerExchange exchange) {
    return exchange.getStatusCode() == StatusCodes.SWITCHING_PROTOCOLS
        && "h2c".equalsIgnoreCase(exchange.getResponseHeaders().getFirst(Headers.UPGRADE));
  }

  private static void readSizes(Exchange ending, HttpServerExchange exchange) {
    BodyCapture requestBody = ending.requestBody();
    ending.requestBytes(requestBody == null ? 0 : requestBody.totalBytes());
    // Undertow counts after any encoding, before chunks; it says 0 for some clients that went away.
    long sent = exchange.getResponseBytesSent();
    BodyCapture responseBody = ending.responseBody();
    if (responseBody != null) {
      if (!responseBody.isCopied() && !responseBody.hasParts() && sent > 0) {
        responseBody.count(sent - responseBody.totalBytes());
      } else if (sent == 0) {
        sent = responseBody.totalBytes();
      }
    }
    ending.responseBytes(sent);
  }
}
