package io.opsagent.undertow;

import io.opsagent.capture.BodyCapture;
import io.opsagent.capture.CircuitBreaker;
import io.undertow.server.HttpServerExchange;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.StreamSinkConduit;

/**
 * Decides, when status and headers are final, whether the answer's body is copied; if it is not,
 * nothing of ours stays in its way, but for the watch for its end on HTTP/2. Added first, it stands
 * next to the transport and sees bytes after any encoding of the application.
 */
final class ResponseTap extends BodyTap<StreamSinkConduit> {
  static final CircuitBreaker FAILURES = UndertowBinding.CAPTURE.callback("undertow response body");
  static final ResponseTap INSTANCE = new ResponseTap();

  private ResponseTap() {
    super(FAILURES);
  }

  @Override
  @Nullable StreamSinkConduit tee(
      StreamSinkConduit conduit, UndertowRequestState state, HttpServerExchange exchange) {
    if (state.exchange.isEnded()) {
      return null;
    }
    BodyCapture body =
        UndertowBinding.CAPTURE.responseBody(
            state.exchange, UndertowAdapter.INSTANCE, exchange, true);
    body.shortPiecesAreFlushes();
    StreamSinkConduit watch =
        UndertowBinding.isHttp2(exchange) ? new StreamEndWatch(conduit, state) : null;
    state.watchesEnd = watch != null;
    return body.isCopied() || body.hasParts()
        ? new ResponseTee(
            watch == null ? conduit : watch, new BodyTee(state, body, FAILURES, false))
        : watch;
  }
}
