package io.opsagent.server.api;

import io.javalin.config.JavalinState;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.opsagent.server.access.Access;
import io.opsagent.server.statistics.LeftOutRows;
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
  private final SessionCookie sessionCookie;
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
    this.authenticator = new Authenticator(settings, opsApi, services.access());
    this.sessionCookie =
        new SessionCookie(settings.rootPath(), opsApi.origin().scheme().equals("https"));
    this.errors = errors;
  }

  /** Adds every route, the checks before them and the form of errors; called once. */
  public RouteTable mount(JavalinState javalin) {
    RouteTable routes = new RouteTable(settings.rootPath(), javalin.routes, javalin.internalRouter);
    javalin.routes.before(new AccessFilter(routes, authenticator, settings.disabledScope()));
    addProtocol(routes);
    addLogs(routes);
    addOwnResources(routes);
    addAccess(routes, services.access());
    javalin.routes.after(
        new AuditTrail(
            routes, authenticator, services.access().audit(), services.access().clock()));
    addConsole(routes);
    javalin.routes.exception(ApiException.class, (error, ctx) -> answer(ctx, error));
    javalin.routes.exception(
        HttpResponseException.class,
        (e, ctx) ->
            answer(ctx, ApiException.ofStatus(e.getStatus(), String.valueOf(e.getMessage()))));
    javalin.routes.exception(
        DatabaseAwayException.class, (e, ctx) -> answer(ctx, ApiException.databaseAway(e)));
    javalin.routes.exception(StorageException.class, this::answerFailure);
    javalin.routes.exception(Exception.class, this::answerFailure);
    javalin.router.javaLangErrorHandler(this::answerError);
    return routes;
  }

  private void addProtocol(RouteTable routes) {
    routes.get("", this::serviceInfo, Openness.OPEN);
    routes.get(
        "/openapi",
        ctx ->
            // Bare: other readers of such documents know no envelope (spec 10.1).
            Answers.send(ctx, services.openApi().document(ctx.header("Cache-Control"))),
        Scope.API_VIEW);
    routes.get(
        "/token/scope",
        ctx -> Answers.send(ctx, Envelope.ofResult(AccessFilter.callerOf(ctx).scopes())));
  }

  /** Logs and errors: the protocol's routes, then our own. */
  private void addLogs(RouteTable routes) {
    Clock clock = Clock.systemUTC();
    LeftOutRows leftOut = new LeftOutRows(services.trafficHistory(), clock);
    LogResource logs =
        new LogResource(
            services.serviceLogs(), settings.serviceName(), services.logPrivacy(), leftOut);
    LogSummaryResource summaries =
        new LogSummaryResource(
            services.serviceLogs(), settings.serviceName(), services.logPrivacy(), leftOut, clock);
    OtherLogsResource others = new OtherLogsResource();
    routes.get("/logs", logs::detail, Scope.LOG_VIEW);
    routes.delete("/logs", summaries::delete, Scope.LOG_DELETE);
    routes.get("/logs/service", logs::list, Scope.LOG_VIEW);
    routes.delete("/logs/service", summaries::delete, Scope.LOG_DELETE);
    routes.get("/logs/service/detail", logs::detail, Scope.LOG_VIEW);
    routes.get("/logs/service/values", summaries::values, Scope.LOG_VIEW);
    routes.get("/logs/realtime", summaries::realtime, Scope.LOG_VIEW);
    routes.get("/logs/request", others::requests, Scope.LOG_VIEW);
    routes.get("/logs/request/detail", others::detail, Scope.LOG_VIEW);
    routes.delete("/logs/request", others::deleteRequests, Scope.LOG_DELETE);
    routes.get("/logs/alert", others::alerts, Scope.LOG_VIEW);
    routes.get("/logs/alert/detail", others::detail, Scope.LOG_VIEW);
    LogLife life = new LogLife(services.settings(), clock);
    OwnLogResource own =
        new OwnLogResource(
            services.serviceLogs(), settings.serviceName(), services.logPrivacy(), leftOut, life);
    LogFacetResource facets =
        new LogFacetResource(
            services.serviceLogs(),
            settings.serviceName(),
            services.logPrivacy(),
            services.trafficHistory(),
            leftOut,
            life,
            clock);
    LogHistogramResource histogram =
        new LogHistogramResource(
            services.serviceLogs(),
            settings.serviceName(),
            services.trafficHistory(),
            leftOut,
            life,
            clock);
    routes.get("/v1/logs", own::list, Scope.LOG_VIEW);
    routes.delete("/v1/logs", own::delete, Scope.LOG_DELETE);
    routes.get("/v1/logs/facets", facets::get, Scope.LOG_VIEW);
    routes.get("/v1/logs/histogram", histogram::get, Scope.LOG_VIEW);
    LogStreamResource stream =
        new LogStreamResource(
            services.liveLog(),
            settings.serviceName(),
            services.logPrivacy(),
            authenticator::authenticate);
    routes.get("/v1/logs/stream", stream::get, Scope.LOG_VIEW);
    // Behind the names, which it would take for ids.
    routes.get("/v1/logs/{id}", own::get, Scope.LOG_VIEW);
    ErrorResource errorGroups =
        new ErrorResource(
            services.errors(),
            services.serviceLogs(),
            settings.serviceName(),
            services.logPrivacy(),
            life,
            clock);
    routes.get("/v1/errors", errorGroups::list, Scope.ERRORS_VIEW);
    // It shows rows, too.
    routes.get("/v1/errors/{fingerprint}", errorGroups::get, Scope.ERRORS_VIEW, Scope.LOG_VIEW);
  }

  private void addOwnResources(RouteTable routes) {
    AgentResource agent = new AgentResource(services.agentReport(), settings.serviceName());
    HealthResource health = new HealthResource(services.readiness());
    CaptureResource capture =
        new CaptureResource(services.captureControl(), settings.serviceName());
    StatsResource stats = new StatsResource(services.trafficHistory(), Clock.systemUTC());
    routes.get("/v1/stats/endpoints", stats::endpoints, Scope.STATS_VIEW);
    routes.get("/v1/stats/series", stats::series, Scope.STATS_VIEW);
    routes.get("/v1/verdict", new VerdictResource(services.verdict())::get, Scope.VERDICT_VIEW);
    routes.get(
        "/v1/settings", new SettingsResource(services.settings())::list, Scope.SETTINGS_VIEW);
    routes.get("/v1/agent", agent::get, Scope.AGENT_VIEW);
    routes.get("/v1/agent/capture", capture::get, Scope.AGENT_VIEW);
    routes.patch("/v1/agent/capture", capture::patch, Scope.SWITCHES_CHANGE);
    routes.getOutside("/healthz", health::health);
    routes.getOutside("/readyz", health::readiness);
  }

  /** Who may enter: tokens of supervisors, and clients, users and tokens of our own. */
  private void addAccess(RouteTable routes, Access access) {
    SupervisorTokenResource supervisorTokens =
        new SupervisorTokenResource(access.repositories(), access.clock());
    routes.get("/token", supervisorTokens::list, Scope.TOKEN_VIEW);
    routes.post("/token/revoke", supervisorTokens::revoke, Scope.TOKEN_REVOKE);
    OauthResource oauth = new OauthResource(access, authenticator);
    routes.post("/oauth/token", oauth::token, Openness.OPEN);
    SessionResource session = new SessionResource(access, authenticator, sessionCookie);
    routes.get("/v1/session", session::get);
    routes.post("/v1/session", session::login, Openness.OPEN);
    routes.delete("/v1/session", session::logout);
    TokenResource tokens = new TokenResource(access);
    routes.get("/v1/tokens", tokens::list, Scope.TOKEN_VIEW);
    routes.delete("/v1/tokens", tokens::deleteMany, Scope.TOKEN_REVOKE);
    routes.get("/v1/tokens/{id}", tokens::get, Scope.TOKEN_VIEW);
    routes.delete("/v1/tokens/{id}", tokens::delete, Scope.TOKEN_REVOKE);
    ClientResource clients = new ClientResource(access);
    routes.get("/v1/clients", clients::list, Scope.CLIENTS_MANAGE);
    routes.post("/v1/clients", clients::create, Scope.CLIENTS_MANAGE);
    routes.get("/v1/clients/{id}", clients::get, Scope.CLIENTS_MANAGE);
    routes.delete("/v1/clients/{id}", clients::delete, Scope.CLIENTS_MANAGE);
    UserResource users = new UserResource(access);
    routes.get("/v1/users", users::list, Scope.USERS_MANAGE);
    routes.post("/v1/users", users::create, Scope.USERS_MANAGE);
    routes.get("/v1/users/{id}", users::get, Scope.USERS_MANAGE);
    routes.patch("/v1/users/{id}", users::patch, Scope.USERS_MANAGE);
    routes.delete("/v1/users/{id}", users::delete, Scope.USERS_MANAGE);
    routes.get("/v1/audit", new AuditResource(access)::list, Scope.AUDIT_VIEW);
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
    ServiceInfo info = ServiceInfo.now(settings.serviceName(), authenticator.requires(ctx));
    Answers.send(ctx, Envelope.ofResult(info));
  }

  private void answer(Context ctx, ApiException error) {
    if (error.retryAfterSeconds() > 0) {
      ctx.header("Retry-After", String.valueOf(error.retryAfterSeconds()));
    }
    if (error.status() == 401) {
      boolean isInvalid = ApiException.INVALID_TOKEN.equals(error.state());
      ctx.header(
          "WWW-Authenticate",
          "Bearer realm=\"opsagent\"" + (isInvalid ? ", error=\"invalid_token\"" : ""));
    }
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
