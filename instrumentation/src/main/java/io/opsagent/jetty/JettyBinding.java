package io.opsagent.jetty;

import io.opsagent.capture.BodyCapture;
import io.opsagent.capture.Capture;
import io.opsagent.capture.CurrentExchange;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.Outcome;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.HttpChannelState;
import org.eclipse.jetty.server.HttpOutput;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's events, translated for {@link Capture} (docs/spec/instrumentation.md 3.2).
 *
 * <p>{@code HttpChannel.handle} runs once for each turn of a request, and may run between requests;
 * the attribute tells the first turn. {@code onCompleted} runs once for each, refused ones
 * included.
 */
final class JettyBinding {
  private static final String ENTRY_POINT = "jetty";
  private static final String ATTRIBUTE = "io.opsagent.exchange";
  private static final int MAX_CAUSES = 8;
  private static final Capture CAPTURE = Capture.current();

  private JettyBinding() {}

  /** The state of the request that a channel serves, or null; also after its exchange has ended. */
  static @Nullable JettyRequestState stateOf(Request request) {
    Object state = request.getAttribute(ATTRIBUTE);
    // After a relink it may be of another binding loader.
    return state instanceof JettyRequestState ? (JettyRequestState) state : null;
  }

  private static @Nullable JettyRequestState openStateOf(@Nullable HttpChannel channel) {
    JettyRequestState state = channel == null ? null : stateOf(channel.getRequest());
    return state == null || state.exchange.isEnded() ? null : state;
  }

  private static @Nullable JettyRequestState begin(Request request, boolean refused) {
    Exchange exchange = CAPTURE.begin(ENTRY_POINT);
    if (exchange == null) {
      return null;
    }
    JettyRequestState state = new JettyRequestState(exchange, refused);
    // Not by the request's own method, which tells listeners of the application.
    request.getAttributes().setAttribute(ATTRIBUTE, state);
    return state;
  }

  static Object entered(Object httpChannel) {
    HttpChannel channel = (HttpChannel) httpChannel;
    Request request = channel.getRequest();
    JettyRequestState state = stateOf(request);
    if (state != null) {
      state.exchange.wentAsync();
    } else if (channel.getState().isInitial() && request.getMetaData() != null) {
      // Not in a later turn, whose first one nobody saw, and not between two requests.
      state = begin(request, false);
    }
    return CurrentExchange.enter(state == null || state.exchange.isEnded() ? null : state.exchange);
  }

  static void left(@Nullable Object bound) {
    CurrentExchange.exit(bound);
  }

  static void dispatched(Object httpChannel) {
    HttpChannel channel = (HttpChannel) httpChannel;
    JettyRequestState state = openStateOf(channel);
    if (state != null) {
      Request request = channel.getRequest();
      state.query = request.getQueryString();
      state.exchange.mapped(request.getMethod(), request.getRequestURI());
    }
  }

  static void mapped(Object handler, @Nullable Object target, Object baseRequest) throws Throwable {
    Request request = (Request) baseRequest;
    JettyRequestState state = stateOf(request);
    if (state == null
        || state.exchange.contextPath() != null
        || request.getAttribute("javax.servlet.error.status_code") != null
        || request.getAttribute("jakarta.servlet.error.status_code") != null) {
      return;
    }
    String pattern = ServletPattern.of(handler, target, request);
    // The patterns for everything, and those by extension, say less than the path.
    boolean isPath =
        pattern != null && pattern.startsWith("/") && !pattern.equals("/") && !pattern.equals("/*");
    state.exchange.servletMapping(
        request.getContextPath(),
        isPath ? request.getServletPath() : null,
        pattern != null && pattern.endsWith("/*"));
  }

  /** Returns what is to be handed to {@link #refusalEnded}, or null. */
  static @Nullable Object refused(Object httpChannel) {
    Request request = ((HttpChannel) httpChannel).getRequest();
    // A message can also turn out bad while its body is read.
    return stateOf(request) == null ? begin(request, true) : null;
  }

  static void refusalEnded(@Nullable Object refused) {
    if (refused != null) {
      // Ended long ago, unless Jetty could not even refuse.
      CAPTURE.abandon(((JettyRequestState) refused).exchange);
    }
  }

  static void threw(Object httpChannel, @Nullable Throwable failure) {
    HttpChannel channel = (HttpChannel) httpChannel;
    JettyRequestState state = openStateOf(channel);
    if (state == null || failure == null) {
      return;
    }
    if (failure instanceof BadMessageException) {
      // Jetty's own way to refuse; not an error of the application.
      state.exchange.failed(failure);
    } else {
      state.exchange.failedUnhandled(failure);
    }
    state.broken |= isClientGone(failure);
    if (channel.isCommitted() && channel.getState().isAsyncStarted()) {
      // Jetty cuts the answer now, and then waits for an end that may never come: at the timeout it
      // cannot send its error any more. This thread still has the request for itself.
      end(channel, state);
    }
  }

  /** Called in the turn of a request that has waited too long. */
  static void timedOut() {
    Exchange exchange = CurrentExchange.get();
    if (exchange != null) {
      exchange.timedOut();
    }
  }

  static void aborted(Object httpChannel, @Nullable Throwable failure) {
    JettyRequestState state = openStateOf((HttpChannel) httpChannel);
    // The first one says why; what it breaks looks like a client that went away.
    if (state != null && !state.aborted) {
      state.aborted = true;
      state.broken |= isClientGone(failure);
    }
  }

  private static boolean isClientGone(@Nullable Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      if (cause instanceof EofException || cause instanceof ClosedChannelException) {
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

  static void ended(Object httpChannel) {
    HttpChannel channel = (HttpChannel) httpChannel;
    JettyRequestState state = openStateOf(channel);
    if (state != null) {
      end(channel, state);
    }
  }

  private static void end(HttpChannel channel, JettyRequestState state) {
    Exchange exchange = state.exchange;
    try {
      readFailure(state, channel.getRequest());
      readSizes(exchange, channel);
      MetaData.Response sent = channel.getCommittedMetaData();
      if (sent != null) {
        exchange.committed(sent.getStatus());
      }
      CAPTURE.end(exchange, JettyAdapter.INSTANCE, channel, channel);
    } finally {
      // Whatever failed, it must not stay open for ever. After a good end this does nothing.
      CAPTURE.abandon(exchange);
    }
  }

  private static void readFailure(JettyRequestState state, Request request) {
    Exchange exchange = state.exchange;
    Object failure = request.getAttribute("javax.servlet.error.exception");
    if (failure == null) {
      failure = request.getAttribute("jakarta.servlet.error.exception");
    }
    if (failure instanceof Throwable && exchange.failure() == null) {
      exchange.failedUnhandled((Throwable) failure);
    }
    if (state.broken) {
      exchange.outcome(Outcome.ABORTED);
    } else if (!exchange.isMapped()) {
      exchange.outcome(Outcome.BAD_REQUEST);
    }
  }

  private static void readSizes(Exchange exchange, HttpChannel channel) {
    BodyCapture requestBody = exchange.requestBody();
    exchange.requestBytes(requestBody == null ? 0 : requestBody.totalBytes());
    long written = channel.getResponse().getHttpOutput().getWritten();
    exchange.responseSentBytes(channel.getBytesWritten());
    // Error pages of Jetty's own do not go through the output.
    exchange.responseBytes(written > 0 ? written : channel.getBytesWritten());
  }

  static void read(Object channelState, byte[] target, int offset, int read) {
    if (read > 0) {
      BodyCapture body = requestBody(channelState);
      if (body != null) {
        body.append(target, offset, read);
      }
    }
  }

  static void read(Object channelState, ByteBuffer target, int read) {
    if (read > 0) {
      BodyCapture body = requestBody(channelState);
      if (body != null) {
        body.append(target, target.position() - read, read);
      }
    }
  }

  private static @Nullable BodyCapture requestBody(Object channelState) {
    HttpChannel channel = ((HttpChannelState) channelState).getHttpChannel();
    JettyRequestState state = openStateOf(channel);
    return state == null
        ? null
        : CAPTURE.requestBody(state.exchange, JettyAdapter.INSTANCE, channel);
  }

  static void write(Object httpOutput, byte @Nullable [] source, int offset, int length) {
    // What is wrong with the arguments is Jetty's business.
    if (source != null && offset >= 0 && length > 0 && length <= source.length - offset) {
      BodyCapture body = responseBody((HttpOutput) httpOutput);
      if (body != null) {
        body.append(source, offset, length);
      }
    }
  }

  static void write(Object httpOutput, @Nullable ByteBuffer source) {
    if (source != null && source.hasRemaining()) {
      BodyCapture body = responseBody((HttpOutput) httpOutput);
      if (body != null) {
        body.append(source, source.position(), source.remaining());
      }
    }
  }

  static void write(Object httpOutput, int value) {
    BodyCapture body = responseBody((HttpOutput) httpOutput);
    if (body != null) {
      body.append((byte) value);
    }
  }

  private static @Nullable BodyCapture responseBody(HttpOutput output) {
    HttpChannel channel = output.getHttpChannel();
    JettyRequestState state = openStateOf(channel);
    if (state == null || output.isClosed()) {
      return null;
    }
    MetaData.Response sent = channel.getCommittedMetaData();
    if (sent != null) {
      state.exchange.committed(sent.getStatus());
    }
    // Jetty encodes below, and names its encoding only when it sends the head: an encoding that is
    // named already is the application's.
    return CAPTURE.responseBody(state.exchange, JettyAdapter.INSTANCE, channel, true);
  }

  static void errorPage(Object httpChannel) {
    HttpChannel channel = (HttpChannel) httpChannel;
    JettyRequestState state = openStateOf(channel);
    HttpOutput output = channel.getResponse().getHttpOutput();
    if (state != null
        && channel.getCommittedMetaData() == null
        && output.getWritten() == 0
        && channel.getResponse().getStatus() >= 400) {
      ByteBuffer page = output.getBuffer();
      CAPTURE
          .responseBody(state.exchange, JettyAdapter.INSTANCE, channel, true)
          .append(page, page.position(), page.remaining());
    }
  }

  static void flushed(Object httpOutput) {
    JettyRequestState state = openStateOf(((HttpOutput) httpOutput).getHttpChannel());
    BodyCapture body = state == null ? null : state.exchange.responseBody();
    if (body != null) {
      body.flushed();
    }
  }

  static void reset(Object httpOutput) {
    HttpChannel channel = ((HttpOutput) httpOutput).getHttpChannel();
    JettyRequestState state = openStateOf(channel);
    if (state != null && channel.getCommittedMetaData() == null) {
      CAPTURE.responseReset(state.exchange);
    }
  }
}
