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
    } finally {
      // Without it the connection would never take another request.
      next.proceed();
    }
  }
}
