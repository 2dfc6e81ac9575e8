package io.opsagent.undertow;

import io.opsagent.capture.BodyCapture;
import io.opsagent.capture.CircuitBreaker;
import io.undertow.server.ConduitWrapper;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.ConduitFactory;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Decides, when somebody asks for the request body, how it is captured. The factory is asked
 * exactly once, and outside of everything of ours that can fail.
 */
final class RequestTap implements ConduitWrapper<StreamSourceConduit> {
  static final CircuitBreaker FAILURES = UndertowBinding.CAPTURE.callback("undertow request body");
  static final RequestTap INSTANCE = new RequestTap();

  private RequestTap() {}

  @Override
  public StreamSourceConduit wrap(
      ConduitFactory<StreamSourceConduit> factory, HttpServerExchange exchange) {
    StreamSourceConduit conduit = factory.create();
    StreamSourceConduit tee = null;
    try {
      tee = tee(conduit, exchange);
    } catch (Throwable t) {
      FAILURES.failed(t);
    }
    return tee == null ? conduit : tee;
  }

  private static @Nullable StreamSourceConduit tee(
      StreamSourceConduit conduit, HttpServerExchange exchange) {
    UndertowRequestState state = UndertowBinding.stateOf(exchange);
    // While it is ending, Undertow asks for itself.
    if (state == null || state.ending || FAILURES.isOpen()) {
      return null;
    }
    BodyCapture body =
        UndertowBinding.CAPTURE.requestBody(state.exchange, UndertowAdapter.INSTANCE, exchange);
    return new RequestTee(conduit, state, body);
  }
}
