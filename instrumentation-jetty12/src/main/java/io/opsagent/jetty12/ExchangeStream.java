package io.opsagent.jetty12;

import io.opsagent.capture.BodyCapture;
import io.opsagent.capture.CircuitBreaker;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.Outcome;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.security.Principal;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The stream of one request, wrapped: it carries the exchange where the application does not see
 * it, copies the bytes that pass, and ends the exchange. Chunks are counted by reference elsewhere;
 * here they are only looked at.
 *
 * <p>Each method does its own work guarded, and what it wraps outside of that guard.
 */
final class ExchangeStream extends HttpStream.Wrapper {
  private static final CircuitBreaker FAILURES = Jetty12Binding.CAPTURE.callback("jetty 12 stream");
  private static final int MAX_CAUSES = 8;

  private final Exchange exchange;
  private final Request request;
  private final boolean refused;
  private final @Nullable RefusedHead refusedHead;
  private boolean turned;
  private @Nullable Principal user;
  private @Nullable Request contextRequest;
  private volatile MetaData.@Nullable Response head;
  private volatile boolean wholeAnswerSent;
  private volatile boolean clientGone;

  private ExchangeStream(HttpStream wrapped, Exchange exchange, Request request, boolean refused) {
    super(wrapped);
    this.exchange = exchange;
    this.request = request;
    this.refused = refused;
    // Unless it is made up, the request itself says what was sent.
    this.refusedHead = refused && request.getHeaders().size() == 0 ? RefusedHead.of(request) : null;
  }

  /** Begins an exchange for a request that has none; null when capture is off. */
  static @Nullable ExchangeStream open(Request request, boolean refused) {
    if (FAILURES.isOpen()) {
      return null;
    }
    Opening opening = new Opening(request, refused);
    try {
      request.addHttpStreamWrapper(opening);
    } catch (RuntimeException | Error e) {
      opening.giveUp();
      throw e;
    }
    return opening.result;
  }

  /** The wrapper of a request whose exchange is open, or null. */
  static @Nullable ExchangeStream of(Request request) {
    Finding finding = new Finding();
    try {
      // Jetty shows its stream only to those who could wrap it; this one does not.
      request.addHttpStreamWrapper(finding);
    } catch (IllegalStateException e) {
      // The request is over.
      return null;
    }
    ExchangeStream found = finding.result;
    return found == null || found.exchange.isEnded() ? null : found;
  }

  private static @Nullable ExchangeStream in(@Nullable HttpStream outermost) {
    HttpStream stream = outermost;
    while (stream instanceof HttpStream.Wrapper wrapper) {
      if (wrapper instanceof ExchangeStream ours) {
        return ours;
      }
      stream = wrapper.getWrapped();
    }
    return null;
  }

  Exchange exchange() {
    return exchange;
  }

  Request request() {
    return request;
  }

  /** Whether Jetty refused the request before any handler saw it. */
  boolean isRefused() {
    return refused;
  }

  /** What was read of a request that was refused; null if nothing is known, or it was not. */
  @Nullable RefusedHead refusedHead() {
    return refusedHead;
  }

  /** The request's headers as far as they are known. */
  HttpFields requestHeaders() {
    return refusedHead == null ? request.getHeaders() : refusedHead.headers();
  }

  /** What was asked for, or null if nobody knows. */
  @Nullable HttpURI uri() {
    return refusedHead == null ? request.getHttpURI() : refusedHead.uri();
  }

  /** The head of the answer, or null if none was sent. */
  MetaData.@Nullable Response head() {
    return head;
  }

  /** Somebody whom the servlet container knows and the core does not. */
  void user(Principal user) {
    this.user = user;
  }

  @Nullable Principal user() {
    return user;
  }

  /** Whatever is answered, the client does not get it. */
  void clientGone() {
    clientGone = true;
  }

  /** The request as a servlet container has wrapped it, which knows the session. */
  void contextRequest(Request contextRequest) {
    this.contextRequest = contextRequest;
  }

  @Nullable Request contextRequest() {
    return contextRequest;
  }

  /** A turn of the request in a servlet container; all but the first are asynchronous. */
  void turn() {
    if (turned) {
      exchange.wentAsync();
    }
    turned = true;
  }

  @Override
  public Content.@Nullable Chunk read() {
    Content.Chunk chunk = super.read();
    if (chunk != null && isWanted()) {
      try {
        passed(chunk);
      } catch (Throwable t) {
        FAILURES.failed(t);
      }
    }
    return chunk;
  }

  private void passed(Content.Chunk chunk) {
    if (Content.Chunk.isFailure(chunk)) {
      // Jetty answers it as a bad request, and may not notice that nobody gets the answer.
      clientGone |= chunk.isLast() && isClientGone(chunk.getFailure());
      return;
    }
    ByteBuffer bytes = chunk.getByteBuffer();
    if (bytes.hasRemaining()) {
      Jetty12Binding.CAPTURE
          .requestBody(exchange, Jetty12Adapter.INSTANCE, this)
          .append(bytes, bytes.position(), bytes.remaining());
    }
  }

  @Override
  public void send(
      MetaData.Request request,
      MetaData.@Nullable Response response,
      boolean last,
      @Nullable ByteBuffer content,
      Callback callback) {
    Callback told = callback;
    if (isWanted()) {
      try {
        sent(response, content);
        told = last ? new LastSent(callback) : callback;
      } catch (Throwable t) {
        FAILURES.failed(t);
      }
    }
    super.send(request, response, last, content, told);
  }

  private void sent(MetaData.@Nullable Response response, @Nullable ByteBuffer content) {
    if (response != null && head == null && isAnswer(response.getStatus())) {
      head = response;
      exchange.committed(response.getStatus());
    }
    if (content != null && content.hasRemaining() && head != null) {
      BodyCapture body =
          Jetty12Binding.CAPTURE.responseBody(exchange, Jetty12Adapter.INSTANCE, this, true);
      body.shortPiecesAreFlushes();
      body.append(content, content.position(), content.remaining());
    }
  }

  private static boolean isAnswer(int status) {
    return status >= 200 || status == 101;
  }

  private boolean isWanted() {
    return !exchange.isEnded() && !FAILURES.isOpen();
  }

  @Override
  public void succeeded() {
    end(null);
    super.succeeded();
  }

  @Override
  public void failed(Throwable failure) {
    end(failure);
    super.failed(failure);
  }

  private void end(@Nullable Throwable failure) {
    if (exchange.isEnded()) {
      return;
    }
    try {
      readFailure(failure);
      exchange.requestBytes(sizeOf(exchange.requestBody()));
      exchange.responseBytes(sizeOf(exchange.responseBody()));
      Jetty12Binding.CAPTURE.end(exchange, Jetty12Adapter.INSTANCE, this, this);
    } catch (Throwable t) {
      FAILURES.failed(t);
    } finally {
      // Whatever failed, it must not stay open for ever. After a good end this does nothing.
      Jetty12Binding.CAPTURE.abandon(exchange);
    }
  }

  private void readFailure(@Nullable Throwable failure) {
    if (refused) {
      exchange.outcome(Outcome.BAD_REQUEST);
      return;
    }
    if (failure != null && !wholeAnswerSent) {
      // A stream can also fail after a whole answer, because of a body that nobody read.
      exchange.failedUnhandled(failure);
      clientGone |= isClientGone(exchange.failure());
    }
    if (clientGone) {
      exchange.outcome(Outcome.ABORTED);
    }
  }

  /** Not any {@code IOException}: the application has its own. */
  private static boolean isClientGone(@Nullable Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      if (cause instanceof EofException
          || cause instanceof ClosedChannelException
          || cause instanceof SocketException
          || cause instanceof TimeoutException) {
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

  private static long sizeOf(@Nullable BodyCapture body) {
    return body == null ? 0 : body.totalBytes();
  }

  /** Tells whether the last bytes have left: what was handed to the stream may find nobody. */
  private final class LastSent extends Callback.Nested {
    LastSent(Callback callback) {
      super(callback);
    }

    @Override
    public void succeeded() {
      wholeAnswerSent = true;
      super.succeeded();
    }

    @Override
    public void failed(Throwable failure) {
      clientGone |= isClientGone(failure);
      super.failed(failure);
    }
  }

  /** Wraps a stream unless it is wrapped. Jetty may ask more than once. */
  private static final class Opening implements Function<HttpStream, HttpStream> {
    private final Request request;
    private final boolean refused;
    private @Nullable Exchange exchange;
    private @Nullable ExchangeStream result;

    Opening(Request request, boolean refused) {
      this.request = request;
      this.refused = refused;
    }

    @Override
    public HttpStream apply(HttpStream stream) {
      try {
        return wrap(stream);
      } catch (Throwable t) {
        FAILURES.failed(t);
        return stream;
      }
    }

    private HttpStream wrap(HttpStream stream) {
      ExchangeStream known = in(stream);
      if (known != null) {
        // A server among the handlers of another.
        result = known;
        return stream;
      }
      Exchange begun = exchange;
      if (begun == null) {
        begun = Jetty12Binding.CAPTURE.begin(Jetty12Binding.ENTRY_POINT);
        if (begun == null) {
          return stream;
        }
        exchange = begun;
        if (!refused) {
          begun.mapped(request.getMethod(), Jetty12Adapter.pathOf(request));
        }
      }
      ExchangeStream fresh = new ExchangeStream(stream, begun, request, refused);
      result = fresh;
      return fresh;
    }

    void giveUp() {
      Exchange begun = exchange;
      if (begun != null) {
        Jetty12Binding.CAPTURE.abandon(begun);
      }
    }
  }

  /** Looks for the wrapper and leaves the stream as it is. */
  private static final class Finding implements Function<HttpStream, HttpStream> {
    private @Nullable ExchangeStream result;

    @Override
    public HttpStream apply(HttpStream stream) {
      result = in(stream);
      return stream;
    }
  }
}
