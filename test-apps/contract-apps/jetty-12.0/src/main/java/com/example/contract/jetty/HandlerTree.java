package com.example.contract.jetty;

import com.example.contract.common.StaticFiles;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.server.handler.gzip.GzipHandler;
import org.eclipse.jetty.session.SessionHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** How the handlers stand around each other. */
final class HandlerTree {
  private HandlerTree() {}

  static Handler of(Server server) {
    SessionHandler sessions = new SessionHandler();
    sessions.setHandler(new SessionUser());
    Handler paths =
        new Handler.Sequence(
            new Only("/secure", Secured.basic(new Secured.UserName())),
            new Only("/session-user", sessions),
            new Only("/compressed", new GzipHandler(new ContractHandler())),
            new Only("/files/", files()),
            new Only("/filtered-answer", new Filters.Answering()),
            new Only("/wrapped", new Filters.Wrapping(new Filters.Wrapped())),
            new ContractHandler());
    ContextHandler context = new ContextHandler("/app");
    context.setErrorHandler(new ErrorPages());
    WebSocketUpgradeHandler sockets =
        WebSocketUpgradeHandler.from(
            server,
            context,
            container ->
                container.addMapping(
                    "/echo-socket", (request, response, callback) -> new EchoSocket()));
    sockets.setHandler(paths);
    context.setHandler(sockets);
    return new Identified(context);
  }

  private static Handler files() {
    ResourceHandler files = new ResourceHandler();
    files.setBaseResource(ResourceFactory.root().newResource(StaticFiles.root()));
    files.setDirAllowed(false);
    return files;
  }

  /** Lets paths that start in one way through, without changing them. */
  private static final class Only extends Handler.Wrapper {
    private final String start;

    Only(String start, Handler next) {
      super(next);
      this.start = start;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      return Request.getPathInContext(request).startsWith(start)
          && super.handle(request, response, callback);
    }
  }
}
