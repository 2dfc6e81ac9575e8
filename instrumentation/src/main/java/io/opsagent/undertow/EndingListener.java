package io.opsagent.undertow;

import io.undertow.server.DefaultResponseListener;
import io.undertow.server.HttpServerExchange;

/**
 * Undertow asks default response listeners when it begins to end an exchange. Ours makes no answer;
 * it notes the moment, because the rest of the request body, which Undertow then drains, was not
 * read by the application.
 */
final class EndingListener implements DefaultResponseListener {
  static final EndingListener INSTANCE = new EndingListener();

  private EndingListener() {}

  @Override
  public boolean handleDefaultResponse(HttpServerExchange exchange) {
    try {
      note(exchange);
    } catch (Throwable t) {
      RequestTap.FAILURES.failed(t);
    }
    return false;
  }

  private static void note(HttpServerExchange exchange) {
    UndertowRequestState state = UndertowBinding.stateOf(exchange);
    if (state != null) {
      state.ending = true;
    }
  }
}
