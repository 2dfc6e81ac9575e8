package io.opsagent.servlet;

import io.opsagent.capture.Exchange;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** The end of asynchronous requests of {@code jakarta.servlet}. Every method guards itself. */
final class JakartaAsyncListener implements AsyncListener {
  private final Exchange exchange;

  JakartaAsyncListener(Exchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public void onComplete(AsyncEvent event) {
    try {
      ServletBinding.completed(
          JakartaServletApi.INSTANCE,
          exchange,
          event.getSuppliedRequest(),
          event.getSuppliedResponse());
    } catch (Throwable t) {
      ServletBinding.LISTENER_FAILURES.failed(t);
    }
  }

  /** Before the status is final: the container or another listener will complete the request. */
  @Override
  public void onTimeout(AsyncEvent event) {
    exchange.timedOut();
  }

  @Override
  public void onError(AsyncEvent event) {
    try {
      exchange.failedUnhandled(event.getThrowable());
    } catch (Throwable t) {
      ServletBinding.LISTENER_FAILURES.failed(t);
    }
  }

  /** Containers forget their listeners when a request goes async again. */
  @Override
  public void onStartAsync(AsyncEvent event) {
    try {
      ServletBinding.restarted(exchange, event.getAsyncContext().getTimeout());
      event
          .getAsyncContext()
          .addListener(this, event.getSuppliedRequest(), event.getSuppliedResponse());
    } catch (Throwable t) {
      ServletBinding.LISTENER_FAILURES.failed(t);
    }
  }
}
