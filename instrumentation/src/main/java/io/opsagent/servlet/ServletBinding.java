package io.opsagent.servlet;

import io.opsagent.capture.Capture;
import io.opsagent.capture.CircuitBreaker;
import io.opsagent.capture.CurrentExchange;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Calls of servlets and filters, translated for {@link Capture} (docs/spec/instrumentation.md 3.7).
 *
 * <p>Only the outermost call on a thread that has no exchange yet begins one. Where a container
 * that we know has begun it, nothing is done but to add what the servlet is mapped to, if nobody
 * has said so. A synchronous request ends with that call. An asynchronous one is known again by an
 * attribute, and ends when the container says so to our listener, or is given up some time after
 * its time-out.
 */
final class ServletBinding {
  static final Capture CAPTURE = Capture.current();
  static final CircuitBreaker LISTENER_FAILURES = CAPTURE.callback("servlet async listener");

  private static final String ENTRY_POINT = "servlet";

  /** On asynchronous requests only; its value is the exchange. */
  private static final String ATTRIBUTE = "io.opsagent.exchange";

  /** How long after its time-out a request is waited for: containers look at it by the second. */
  private static final long PATIENCE_MILLIS = 5_000;

  private static final int MAX_CAUSES = 8;

  private ServletBinding() {}

  /** Returns what {@link #left} is to be given; null if this call is not the outermost one. */
  static @Nullable Object entered(
      ServletApi api, @Nullable Object request, @Nullable Object response) {
    Exchange current = CurrentExchange.get();
    if (current != null) {
      if (current.contextPath() == null && request != null && api.isHttp(request, response)) {
        addMapping(current, api, request);
      }
      return null;
    }
    if (request == null || response == null || !api.isHttp(request, response)) {
      return null;
    }
    Object known = api.attribute(request, ATTRIBUTE);
    if (known instanceof Exchange && !((Exchange) known).isEnded()) {
      Exchange open = (Exchange) known;
      // While it is being served no time-out runs.
      CAPTURE.awaitEnd(open, 0);
      return turn(api, request, response, open, true);
    }
    if (api.isErrorDispatch(request) || known != null && api.isAsyncDispatch(request)) {
      // Of a request that has ended for us.
      return null;
    }
    String container = KnownContainers.entryPointOf(api, request);
    if (container != null && CAPTURE.isOn(container)) {
      return null;
    }
    Exchange begun = CAPTURE.begin(ENTRY_POINT);
    if (begun == null) {
      return null;
    }
    try {
      begun.bodiesPassUnseen();
      begun.mapped(api.method(request), api.originalUri(request));
      addMapping(begun, api, request);
      return turn(api, request, response, begun, false);
    } catch (Throwable t) {
      CAPTURE.abandon(begun);
      throw t;
    }
  }

  private static ServletTurn turn(
      ServletApi api, Object request, Object response, Exchange exchange, boolean resumed) {
    return new ServletTurn(
        api, request, response, exchange, resumed, CurrentExchange.enter(exchange));
  }

  private static void addMapping(Exchange exchange, ServletApi api, Object request) {
    if (api.isErrorDispatch(request)) {
      return;
    }
    if (api.isDefaultServlet(request)) {
      exchange.servletMapping(api.contextPath(request), null, false);
    } else {
      exchange.servletMapping(
          api.contextPath(request), api.servletPath(request), api.hasPathInfo(request));
    }
  }

  static void left(@Nullable Object outermost, @Nullable Throwable thrown) {
    if (outermost == null) {
      return;
    }
    ServletTurn turn = (ServletTurn) outermost;
    CurrentExchange.exit(turn.bound);
    Exchange exchange = turn.exchange;
    if (exchange.isEnded()) {
      return;
    }
    exchange.failedUnhandled(thrown);
    boolean waits = false;
    try {
      waits = waitsForItsEnd(turn);
    } finally {
      if (!waits) {
        end(turn, thrown);
      }
    }
  }

  private static boolean waitsForItsEnd(ServletTurn turn) {
    Exchange exchange = turn.exchange;
    if (!turn.api.isAsyncStarted(turn.request)) {
      if (turn.resumed) {
        // The container completes it now, and says so.
        CAPTURE.awaitEnd(exchange, PATIENCE_MILLIS);
      }
      return turn.resumed;
    }
    if (LISTENER_FAILURES.isOpen()) {
      return false;
    }
    try {
      // First the time: the listener may be called before it has been added for us.
      restarted(exchange, turn.api.timeoutMillis(turn.request));
      if (!turn.resumed) {
        exchange.wentAsync();
        // While no other thread can end it: some containers say nothing more of it.
        CAPTURE.readAhead(exchange, new ServletAdapter(turn.api), turn.request);
        turn.api.setAttribute(turn.request, ATTRIBUTE, exchange);
        turn.api.listen(turn.request, turn.response, exchange);
      }
      return true;
    } catch (IllegalStateException e) {
      // Another thread was faster, and the request is complete.
      return false;
    }
  }

  private static void end(ServletTurn turn, @Nullable Throwable thrown) {
    if (thrown != null && !turn.api.isCommitted(turn.response)) {
      turn.exchange.committed(turn.api.statusOf(thrown));
    }
    finish(turn.api, turn.exchange, turn.request, turn.response);
  }

  /** An asynchronous request has begun to wait, once more or for the first time. */
  static void restarted(Exchange exchange, long timeoutMillis) {
    CAPTURE.awaitEnd(exchange, timeoutMillis > 0 ? timeoutMillis + PATIENCE_MILLIS : 0);
  }

  /** The container is done with an asynchronous request. */
  static void completed(
      ServletApi api, Exchange exchange, @Nullable Object request, @Nullable Object response) {
    if (request != null && response != null && api.isHttp(request, response)) {
      finish(api, exchange, request, response);
    } else {
      CAPTURE.abandon(exchange);
    }
  }

  private static void finish(ServletApi api, Exchange exchange, Object request, Object response) {
    try {
      if (isClientAbort(exchange.failure())) {
        exchange.outcome(Outcome.ABORTED);
      }
      CAPTURE.end(exchange, new ServletAdapter(api), request, response);
    } finally {
      // Whatever failed, it must not stay open for ever. After a good end this does nothing.
      CAPTURE.abandon(exchange);
    }
  }

  private static boolean isClientAbort(@Nullable Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      String name = cause.getClass().getName();
      if (name.endsWith(".ClientAbortException")
          || name.endsWith(".CloseNowException")
          || name.endsWith(".EofException")
          || name.endsWith(".ClosedChannelException")) {
        return true;
      }
      cause = causeOf(cause);
    }
    return false;
  }

  private static @Nullable Throwable causeOf(Throwable failure) {
    try {
      return failure.getCause();
    } catch (Throwable e) {
      // The method can be the application's.
      return null;
    }
  }
}
