package com.example.contract.jetty;

import com.example.contract.common.Contents;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Handlers that stand before others. */
final class Filters {
  private Filters() {}

  /** Answers itself and asks nobody behind it. */
  static final class Answering extends Handler.Wrapper {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      Answers.to(request, response, callback).text("by filter\n");
      return true;
    }
  }

  /** Gives wrappers of request and response on. */
  static final class Wrapping extends Handler.Wrapper {
    Wrapping(Handler next) {
      super(next);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      WrappedRequest wrapped = new WrappedRequest(request);
      return super.handle(wrapped, new WrappedResponse(wrapped, response), callback);
    }
  }

  /** Insists on the classes that stand before it. */
  static final class Wrapped extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      WrappedRequest own = (WrappedRequest) request;
      Bodies.read(own);
      Answers.to(own, (WrappedResponse) response, callback).text(Contents.OWN);
      return true;
    }
  }

  private static final class WrappedRequest extends Request.Wrapper {
    WrappedRequest(Request request) {
      super(request);
    }
  }

  private static final class WrappedResponse extends Response.Wrapper {
    WrappedResponse(Request request, Response response) {
      super(request, response);
    }
  }
}
