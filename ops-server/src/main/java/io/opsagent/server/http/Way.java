package io.opsagent.server.http;

import io.opsagent.server.api.RouteTable;
import io.opsagent.server.middleware.Middlewares;
import io.opsagent.server.net.Refusals;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.SizeLimitHandler;

/**
 * The way of a request from the socket to the servlet, in the order that docs/middlewares.md tells:
 * id; the outer middlewares; size; host and origin; the inner middlewares; what is the same for all
 * routes; the bounds.
 */
final class Way {
  private final OperationsServerSettings settings;
  private final AllowedHosts hosts;
  private final AllowedOrigins origins;
  private final RouteTable routes;
  private final ErrorWriter errors;
  private final Consumer<String> notice;
  private final Refusals refusals;

  Way(
      OperationsServerSettings settings,
      AllowedHosts hosts,
      AllowedOrigins origins,
      RouteTable routes,
      ErrorWriter errors,
      Consumer<String> notice,
      Refusals refusals) {
    this.settings = settings;
    this.hosts = hosts;
    this.origins = origins;
    this.routes = routes;
    this.errors = errors;
    this.notice = notice;
    this.refusals = refusals;
  }

  /**
   * The outermost handler; the servlet is put behind the innermost one.
   *
   * @param connections notes which connections are at work
   */
  Handler handler(ConnectionBound connections) {
    String rootPath = settings.api().rootPath();
    Middlewares middlewares =
        Middlewares.choose(
            settings.middlewares(),
            new Middlewares.Surroundings(
                rootPath,
                settings.production(),
                settings.requestsPerSecond(),
                routes::methodsAtOrRoot),
            settings.plugins().middlewares(),
            notice);
    errors.usesHeaders(middlewares.answerHeaders());
    AnswerBuffer buffer = new AnswerBuffer();
    WorkLimit work = new WorkLimit(errors, buffer::hasRoom);
    buffer.setHandler(work);
    Door door = new Door(hosts, origins, new FetchSite(rootPath, origins.allowsAny()), errors);
    BodyLimit bodies = new BodyLimit(errors, buffer);
    refusals.register("rate_limit", middlewares::rateLimited);
    refusals.register("host", door::refusedHosts);
    refusals.register("origin", door::refusedOrigins);
    refusals.register("work", work::refused);
    refusals.register("bodies", bodies::refused);
    refusals.register("connections", connections::closed);
    return row(
        new Outermost(),
        connections,
        new MiddlewareHandler(middlewares.outer(), errors),
        new SizeLimitHandler(JettyFactory.MAX_BODY_BYTES, -1),
        door,
        new MiddlewareHandler(middlewares.inner(), errors),
        new OptionsAnswer(routes),
        bodies);
  }

  private static Handler row(Handler.Wrapper... handlers) {
    for (int i = 0; i + 1 < handlers.length; i++) {
      handlers[i].setHandler(handlers[i + 1]);
    }
    return handlers[0];
  }
}
