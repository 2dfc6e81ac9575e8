package io.opsagent.server.http;

import io.opsagent.server.middleware.Middleware;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leads a request through middlewares, one after the other, and then to the next handler. */
final class MiddlewareHandler extends Handler.Wrapper {
  private static final Logger LOG = LoggerFactory.getLogger(MiddlewareHandler.class);

  private final List<Middleware> middlewares;
  private final ErrorWriter errors;

  MiddlewareHandler(List<Middleware> middlewares, ErrorWriter errors) {
    this.middlewares = middlewares;
    this.errors = errors;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    JettyCall call = new JettyCall(request, response, callback, errors);
    Walk walk = new Walk(call, () -> super.handle(request, response, callback));
    walk.step(0);
    return walk.handled;
  }

  private interface Rest {
    boolean handle() throws Exception;
  }

  private final class Walk {
    private final JettyCall call;
    private final Rest rest;
    private boolean handled = true;

    Walk(JettyCall call, Rest rest) {
      this.call = call;
      this.rest = rest;
    }

    void step(int index) throws Exception {
      if (index == middlewares.size()) {
        handOn();
        return;
      }
      Middleware middleware = middlewares.get(index);
      boolean[] proceeded = new boolean[1];
      middleware.handle(
          call,
          () -> {
            if (proceeded[0]) {
              throw new IllegalStateException(
                  "The middleware " + middleware.name() + " called proceed twice");
            }
            proceeded[0] = true;
            step(index + 1);
          });
      if (!call.isEnded()) {
        LOG.error(
            "The middleware {} neither handed request {} on nor answered it",
            middleware.name(),
            call.requestId());
        call.answer(500, "server error");
      }
    }

    private void handOn() throws Exception {
      call.handOn();
      boolean returned = false;
      try {
        handled = rest.handle();
        returned = true;
      } finally {
        if (!returned) {
          call.takeBack();
        }
      }
    }
  }
}
