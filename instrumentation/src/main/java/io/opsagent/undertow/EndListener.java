package io.opsagent.undertow;

import io.opsagent.capture.CircuitBreaker;
import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpServerExchange;

/** Undertow's word that a request is over, good or bad. */
final class EndListener implements ExchangeCompletionListener {
  static final CircuitBreaker FAILURES =
      UndertowBinding.CAPTURE.callback("undertow completion listener");
  static final EndListener INSTANCE = new EndListener();

  private EndListener() {}

  @Override
  public void exchangeEvent(HttpServerExchange exchange, NextListener next) {
    try {
      UndertowBinding.ended(exchange);
    } catch (Throwable t) {
      FAILURES.failed(t);
      giveUp(exchange);
    }
    try {
      // Without it the connection would never take another request.
      next.proceed();
    } catch (RuntimeException | Error e) {
      // A listener of the application, which was added before ours or runs below it.
      OurFrames.removeFrom(e);
      throw e;
    }
  }

  /** What has not ended would keep its bodies for ever. */
  private static void giveUp(HttpServerExchange exchange) {
    try {
      UndertowRequestState state = UndertowBinding.stateOf(exchange);
      if (state != null) {
        UndertowBinding.CAPTURE.abandon(state.exchange);
      }
    } catch (Throwable t) {
      FAILURES.failed(t);
    }
  }
}
