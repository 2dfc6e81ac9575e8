package io.opsagent.jetty12;

import io.opsagent.capture.Capture;
import io.opsagent.capture.CurrentExchange;
import io.opsagent.capture.Exchange;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Jetty 12's events, translated for {@link Capture} (docs/spec/instrumentation.md 3.3).
 *
 * <p>A request begins in {@code Server.handle}, where its stream is wrapped; the wrapper is the
 * only state, sees all bytes, and is told the end. What Jetty refuses before that passes {@code
 * Response.writeError}.
 */
final class Jetty12Binding {
  static final Capture CAPTURE = Capture.current();

  static final String ENTRY_POINT = "jetty";

  private Jetty12Binding() {}

  static Object started(Object coreRequest) {
    ExchangeStream stream = ExchangeStream.open((Request) coreRequest, false);
    return CurrentExchange.enter(stream == null ? null : stream.exchange());
  }

  static void left(@Nullable Object bound) {
    CurrentExchange.exit(bound);
  }

  static void answeredWithError(Object coreRequest, int status, @Nullable Throwable cause) {
    Request request = (Request) coreRequest;
    ExchangeStream stream = ExchangeStream.of(request);
    if (stream == null && cause instanceof HttpException) {
      stream = ExchangeStream.open(request, true);
    }
    if (stream == null) {
      return;
    }
    Exchange exchange = stream.exchange();
    if (cause instanceof HttpException) {
      exchange.failed(cause);
      if (cause instanceof EofException) {
        // The body ended early; the answer that Jetty makes of it has no reader.
        stream.clientGone();
      }
    } else {
      exchange.failedUnhandled(cause);
    }
    if (stream.isRefused()) {
      // Jetty may have taken the stream for its answer before it was wrapped.
      exchange.committed(status);
    }
  }
}
