package io.opsagent.undertow;

import io.opsagent.capture.BodyCapture;
import io.opsagent.capture.CircuitBreaker;
import io.undertow.server.HttpServerExchange;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.StreamSourceConduit;

/** Decides, when somebody asks for the request body, how it is captured. */
final class RequestTap extends BodyTap<StreamSourceConduit> {
  static final CircuitBreaker FAILURES = UndertowBinding.CAPTURE.callback("undertow request body");
  static final RequestTap INSTANCE = new RequestTap();

  private RequestTap() {
    super(FAILURES);
  }

  @Override
  @Nullable StreamSourceConduit tee(
      StreamSourceConduit conduit, UndertowRequestState state, HttpServerExchange exchange) {
    // While it is ending, Undertow asks for itself.
    if (state.ending) {
      return null;
    }
    BodyCapture body =
        UndertowBinding.CAPTURE.requestBody(state.exchange, UndertowAdapter.INSTANCE, exchange);
    return new RequestTee(conduit, new BodyTee(state, body, FAILURES, true));
  }
}
