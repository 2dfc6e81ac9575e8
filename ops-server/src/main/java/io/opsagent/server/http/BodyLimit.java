package io.opsagent.server.http;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.EagerContentHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Reads the body of a request before a thread works on it, so that a caller who sends slowly holds
 * none. At most {@value #MAX_BODIES} requests with a body are under way; others are answered 429.
 */
final class BodyLimit extends Handler.Wrapper {
  static final int MAX_BODIES = 16;
  private static final int FRAMING_BYTES = 64;

  private final ErrorWriter errors;
  private final Semaphore places = new Semaphore(MAX_BODIES);
  private final LongAdder refused = new LongAdder();

  /**
   * A limit.
   *
   * @param next works on requests whose body is there
   */
  BodyLimit(ErrorWriter errors, Handler next) {
    this.errors = errors;
    setHandler(
        new EagerContentHandler(
            next,
            new EagerContentHandler.RetainedContentLoaderFactory(
                JettyFactory.MAX_BODY_BYTES, FRAMING_BYTES, true)));
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!hasBody(request)) {
      return super.handle(request, response, callback);
    }
    if (!places.tryAcquire()) {
      refused.increment();
      Refusal.answer(
          errors,
          request,
          response,
          callback,
          "as many requests with a body as the server takes are under way; try again in a second");
      return true;
    }
    Request.addCompletionListener(request, failure -> places.release());
    return super.handle(request, response, callback);
  }

  /** How many requests were refused. */
  long refused() {
    return refused.sum();
  }

  private static boolean hasBody(Request request) {
    return request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
  }
}
