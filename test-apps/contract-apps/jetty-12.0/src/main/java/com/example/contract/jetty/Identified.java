package com.example.contract.jetty;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Repeats the request's {@code X-Id} on every answer, also after a reset. */
final class Identified extends Handler.Wrapper {
  private static final String ID = "X-Id";

  Identified(Handler next) {
    super(next);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String id = request.getHeaders().get(ID);
    if (id == null) {
      return super.handle(request, response, callback);
    }
    response.getHeaders().put(ID, id);
    return super.handle(request, new WithId(request, response, id), callback);
  }

  /** An error page starts with a reset, which takes all headers away. */
  private static final class WithId extends Response.Wrapper {
    private final String id;

    WithId(Request request, Response response, String id) {
      super(request, response);
      this.id = id;
    }

    @Override
    public void reset() {
      super.reset();
      getHeaders().put(ID, id);
    }
  }
}
