package io.opsagent.undertow;

import io.opsagent.capture.BodyCapture;
import io.opsagent.capture.CircuitBreaker;
import io.undertow.server.ConduitWrapper;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.ConduitFactory;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.StreamSinkConduit;

/**
 * Decides, when status and headers are final, whether the answer's body is copied; if it is not,
 * nothing of ours stays in its way. Added first, it stands next to the transport and sees bytes
 * after any encoding of the application.
 */
final class ResponseTap implements ConduitWrapper<StreamSinkConduit> {
  static final CircuitBreaker FAILURES = UndertowBinding.CAPTURE.callback("undertow response body");
  static final ResponseTap INSTANCE = new ResponseTap();

  private ResponseTap() {}

  @Override
  public StreamSinkConduit wrap(
      ConduitFactory<StreamSinkConduit> factory, HttpServerExchange exchange) {
    StreamSinkConduit conduit = factory.create();
    StreamSinkConduit tee = null;
    try {
      tee = tee(conduit, exchange);
    } catch (Throwable t) {
      FAILURES.failed(t);
    }
    return tee == null ? conduit : tee;
  }

  private static @Nullable StreamSinkConduit tee(
      StreamSinkConduit conduit, HttpServerExchange exchange) {
    UndertowRequestState state = UndertowBinding.stateOf(exchange);
    if (state == null || state.exchange.isEnded() || FAILURES.isOpen()) {
      return null;
    }
    BodyCapture body =
        UndertowBinding.CAPTURE.responseBody(
            state.exchange, UndertowAdapter.INSTANCE, exchange, true);
    body.shortPiecesAreFlushes();
    return body.isCopied() || body.hasParts() ? new ResponseTee(conduit, state, body) : null;
  }
}
