package io.opsagent.tomcat;

import io.opsagent.capture.BodyCapture;
import io.opsagent.capture.Capture;
import io.opsagent.capture.CurrentExchange;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.mapper.MappingData;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's events, translated for {@link Capture}. The state of a request is a note on the coyote
 * request; a request ends in {@code logAccess}, which Tomcat calls once for every request,
 * asynchronous and refused ones included.
 */
final class TomcatBinding {
  /** Notes 17 to 31 are documented as unused (docs/spec/instrumentation.md 3.1). */
  private static final int NOTE = 27;

  private static final int HTTP_SWITCHING_PROTOCOLS = 101;

  private static final String ENTRY_POINT = "tomcat";
  private static final Capture CAPTURE = Capture.current();

  private TomcatBinding() {}

  static Object started(Object coyoteRequest) {
    org.apache.coyote.Request request = (org.apache.coyote.Request) coyoteRequest;
    TomcatRequestState state = stateOf(request);
    // Still set if the end of the request before failed.
    state.logging = false;
    if (state.exchange != null) {
      CAPTURE.abandon(state.exchange);
    }
    state.exchange = CAPTURE.begin(ENTRY_POINT);
    return CurrentExchange.enter(state.exchange);
  }

  static Object resumed(Object coyoteRequest, Object event) {
    TomcatRequestState state = stateOf((org.apache.coyote.Request) coyoteRequest);
    Exchange exchange = state.exchange;
    if (exchange != null) {
      exchange.wentAsync();
      // By its name: the enum is another one in old versions.
      if ("TIMEOUT".equals(((Enum<?>) event).name())) {
        exchange.timedOut();
      }
    }
    return CurrentExchange.enter(exchange);
  }

  static void unbind(@Nullable Object bound) {
    CurrentExchange.exit(bound);
  }

  static void mapped(@Nullable Object connectorRequest) throws Throwable {
    if (connectorRequest == null) {
      return;
    }
    Request request = (Request) connectorRequest;
    Exchange exchange = stateOf(request.getCoyoteRequest()).exchange;
    if (exchange == null) {
      return;
    }
    MappingData mapping = request.getMappingData();
    Context context = mapping.context;
    if (context == null) {
      // A refused request passes here, too, on its way to an error page.
      return;
    }
    exchange.mapped(request.getMethod(), request.getRequestURI());
    Wrapper wrapper = mapping.wrapper;
    if (wrapper != null && !ServletMappings.isDefault(mapping, wrapper)) {
      exchange.servletMapping(
          context.getPath(), request.getServletPath(), !mapping.pathInfo.isNull());
    } else {
      exchange.servletMapping(context.getPath(), null, false);
    }
  }

  /** Returns a token for the outermost call, to be handed to {@link #logged}; else null. */
  static @Nullable Object ended(Object connectorRequest, Object connectorResponse) {
    Request request = (Request) connectorRequest;
    Response response = (Response) connectorResponse;
    org.apache.coyote.Request coyoteRequest = request.getCoyoteRequest();
    TomcatRequestState state = stateOf(coyoteRequest);
    if (state.logging) {
      return null;
    }
    state.logging = true;
    Exchange exchange = state.exchange;
    state.exchange = null;
    if (isUpgradeToHttp2(response)) {
      // Tomcat goes on with the same request as stream 1, which ends here again.
      if (exchange != null) {
        CAPTURE.discard(exchange);
      }
      return state;
    }
    if (exchange == null) {
      if (CAPTURE.wasSwitched(ENTRY_POINT) && request.getMappingData().context != null) {
        // It got as far as an application, so that it started before capture was switched on.
        return state;
      }
      // Refused before the adapter was asked: there was no start.
      exchange = CAPTURE.begin(ENTRY_POINT);
      if (exchange == null) {
        return state;
      }
    }
    try {
      readFailure(exchange, request, response);
      readSizes(exchange, request, response);
      CAPTURE.end(exchange, TomcatAdapter.INSTANCE, request, response);
    } finally {
      // Whatever failed, it must not stay open for ever. After a good end this does nothing.
      CAPTURE.abandon(exchange);
    }
    return state;
  }

  static void logged(@Nullable Object outermost) {
    if (outermost != null) {
      ((TomcatRequestState) outermost).logging = false;
    }
  }

  private static boolean isUpgradeToHttp2(Response response) {
    return response.getStatus() == HTTP_SWITCHING_PROTOCOLS
        && "h2c".equals(TomcatAdapter.headerOf(response.getCoyoteResponse(), "upgrade"));
  }

  private static void readFailure(Exchange exchange, Request request, Response response) {
    Object failure = request.getAttribute("javax.servlet.error.exception");
    if (failure == null) {
      failure = request.getAttribute("jakarta.servlet.error.exception");
    }
    if (failure instanceof Throwable) {
      exchange.failedUnhandled((Throwable) failure);
    }
    if (response.getCoyoteResponse().getErrorException() != null
        || isClientAbort(exchange.failure())
        || isConnectionFailure(exchange.failure(), response)) {
      exchange.outcome(Outcome.ABORTED);
    } else if (!exchange.isMapped() && response.getStatus() >= 400) {
      exchange.outcome(Outcome.BAD_REQUEST);
    }
  }

  /**
   * The failure of an application always comes with a status from 500 up, also behind a committed
   * answer. What Tomcat notes without one is the connection's.
   */
  private static boolean isConnectionFailure(@Nullable Throwable failure, Response response) {
    return failure instanceof IOException && response.getStatus() < 400;
  }

  private static boolean isClientAbort(@Nullable Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 8; depth++) {
      if (cause.getClass().getName().endsWith(".ClientAbortException")) {
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

  private static void readSizes(Exchange exchange, Request request, Response response) {
    exchange.requestBytes(request.getCoyoteRequest().getBytesRead());
    org.apache.coyote.Response coyoteResponse = response.getCoyoteResponse();
    long written = coyoteResponse.getContentWritten();
    if (written == 0) {
      Object sendfileEnd = request.getAttribute("org.apache.tomcat.sendfile.end");
      Object sendfileStart = request.getAttribute("org.apache.tomcat.sendfile.start");
      if (sendfileEnd instanceof Long && sendfileStart instanceof Long) {
        exchange.responseBytes((Long) sendfileEnd - (Long) sendfileStart);
        return;
      }
    }
    exchange.responseBytes(written);
    if (exchange.responseBody() != null) {
      exchange.responseSentBytes(coyoteResponse.getBytesWritten(false));
    }
  }

  static void read(Object coyoteRequest, Object handler, int read) {
    if (read <= 0) {
      return;
    }
    org.apache.coyote.Request request = (org.apache.coyote.Request) coyoteRequest;
    Exchange exchange = stateOf(request).exchange;
    if (exchange == null) {
      return;
    }
    ByteBuffer buffer = ((ApplicationBufferHandler) handler).getByteBuffer();
    CAPTURE
        .requestBody(exchange, CoyoteBodyAdapter.INSTANCE, request)
        .append(buffer, buffer.position(), Math.min(read, buffer.remaining()));
  }

  static void write(Object coyoteResponse, @Nullable Object chunk) {
    if (chunk == null) {
      return;
    }
    org.apache.coyote.Response response = (org.apache.coyote.Response) coyoteResponse;
    org.apache.coyote.Request request = response.getRequest();
    Exchange exchange = request == null ? null : stateOf(request).exchange;
    if (exchange == null) {
      return;
    }
    // Before the first byte the head has been sent.
    exchange.committed(response.getStatus());
    ByteBuffer buffer = (ByteBuffer) chunk;
    BodyCapture body = CAPTURE.responseBody(exchange, CoyoteBodyAdapter.INSTANCE, response, true);
    // Tomcat's buffer of 8 KB goes out full, unless it is flushed.
    body.shortPiecesAreFlushes();
    body.append(buffer, buffer.position(), buffer.remaining());
  }

  private static TomcatRequestState stateOf(org.apache.coyote.Request request) {
    Object note = request.getNote(NOTE);
    if (note instanceof TomcatRequestState) {
      return (TomcatRequestState) note;
    }
    // Also after a relink, when the note is of another binding loader.
    TomcatRequestState state = new TomcatRequestState();
    request.setNote(NOTE, state);
    return state;
  }
}
