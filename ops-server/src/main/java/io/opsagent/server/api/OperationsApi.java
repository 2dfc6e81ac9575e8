package io.opsagent.server.api;

import io.javalin.config.JavalinState;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.opsagent.storage.DatabaseAwayException;
import io.opsagent.storage.StorageException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the routes of the OperationsAPI and of OpsAgent's own resources into Javalin. */
public final class OperationsApi {
  private static final Logger LOG = LoggerFactory.getLogger(OperationsApi.class);
  private static final String REQUEST_ID = "X-Request-ID";

  private final OperationsApiSettings settings;
  private final OperationsServices services;
  private final Authenticator authenticator;
  private final ErrorAnswer errors;

  /**
   * Makes the API; nothing happens before {@link #mount}.
   *
   * @param opsApi the API's own URL, which decides whether the node is local
   * @param errors how errors are written
   */
  public OperationsApi(
      OperationsApiSettings settings,
      OperationsServices services,
      OpsApiUrl opsApi,
      ErrorAnswer errors) {
    this.settings = settings;
    this.services = services;
    this.authenticator = new Authenticator(settings, opsApi);
    this.errors = errors;
  }

  /** Adds every route, the checks before them and the form of errors; called once. */
  public RouteTable mount(JavalinState javalin) {
    RouteTable routes = new RouteTable(settings.rootPath(), javalin.routes, javalin.internalRouter);
    javalin.routes.before(new AccessFilter(routes, authenticator, settings.disabledScope()));
    addProtocol(routes);
    addOwnResources(routes);
    addConsole(routes);
    javalin.routes.exception(ApiException.class, (error, ctx) -> answer(ctx, error));
    javalin.routes.exception(
        HttpResponseException.class,
        (e, ctx) ->
            answer(ctx, ApiException.ofStatus(e.getStatus(), String.valueOf(e.getMessage()))));
    javalin.routes.exception(
        DatabaseAwayException.class,
        (e, ctx) -> answer(ctx, ApiException.databaseAway(String.valueOf(e.getMessage()))));
    javalin.routes.exception(StorageException.class, this::answerFailure);
    javalin.routes.exception(Exception.class, this::answerFailure);
    javalin.router.javaLangErrorHandler(this::answerError);
    return routes;
  }

  private void addProtocol(RouteTable routes) {
    LogResource logs =
        new LogResource(services.serviceLogs(), settings.serviceName(), services.logPrivacy());
    routes.get("", this::serviceInfo, Openness.OPEN);
    routes.get("/logs", logs::detail, Scope.LOG_VIEW);
    routes.get("/logs/service", logs::list, Scope.LOG_VIEW);
    routes.get(
        "/token/scope",
        ctx -> Answers.send(ctx, Envelope.ofResult(AccessFilter.callerOf(ctx).scopes())));
  }

  private void addOwnResources(RouteTable routes) {
    AgentResource agent = new AgentResource(services.agentReport(), settings.serviceName());
    HealthResource health = new HealthResource(services.readiness());
    CaptureResource capture =
        new CaptureResource(services.captureControl(), settings.serviceName());
    StatsResource stats = new StatsResource(services.trafficHistory(), Clock.systemUTC());
    routes.get("/v1/stats/endpoints", stats::endpoints, Scope.METRICS_VIEW);
    routes.get("/v1/stats/series", stats::series, Scope.METRICS_VIEW);
    routes.get("/v1/agent", agent::get, Scope.METRICS_VIEW);
    routes.get("/v1/agent/capture", capture::get, Scope.METRICS_VIEW);
    routes.patch("/v1/agent/capture", capture::patch, Scope.SERVICE_CONFIG);
    routes.getOutside("/healthz", health::health);
    routes.getOutside("/readyz", health::readiness);
  }

  private void addConsole(RouteTable routes) {
    ConsolePage console = new ConsolePage(routes, settings.rootPath());
    routes.get("/ui", console::get, Openness.OPEN);
  }

  private void serviceInfo(Context ctx) {
    // A browser is sent on to the console: caches must tell the two apart.
    ctx.res().addHeader("Vary", "Accept");
    if (AcceptedType.prefersHtml(ctx.header("Accept"))) {
      ctx.status(302).header("Location", settings.rootPath() + "/ui/");
      return;
    }
    ServiceInfo info = ServiceInfo.now(settings.serviceName(), authenticator.requires());
    Answers.send(ctx, Envelope.ofResult(info));
  }

  private void answer(Context ctx, ApiException error) {
    ctx.status(error.status())
        .contentType(errors.mediaType())
        .result(errors.body(ctx.path(), error));
  }

  private void answerFailure(Exception e, Context ctx) {
    LOG.error("Request {} failed", ctx.res().getHeader(REQUEST_ID), e);
    answer(ctx, ApiException.serverError());
  }

  private void answerError(HttpServletResponse response, Error e) {
    LOG.error("Request {} failed", response.getHeader(REQUEST_ID), e);
    if (response.isCommitted()) {
      return;
    }
    response.setContentType(errors.mediaType());
    try {
      response.getOutputStream().write(errors.body("", ApiException.serverError()));
    } catch (IOException gone) {
      LOG.debug("The caller went away before the error was sent", gone);
    }
  }
}
