package io.opsagent.server.api;

import io.javalin.config.JavalinState;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.opsagent.console.ConsoleFiles;
import io.opsagent.server.access.Access;
import io.opsagent.server.access.SupervisorRegistration;
import io.opsagent.server.net.Refusals;
import io.opsagent.server.statistics.LeftOutRows;
import io.opsagent.server.supervisor.Handshake;
import io.opsagent.server.supervisor.NodeMetadata;
import io.opsagent.server.supervisor.SupervisorClient;
import io.opsagent.server.supervisor.SupervisorTrust;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.Keys;
import io.opsagent.settings.SupervisorKeys;
import io.opsagent.storage.DatabaseAwayException;
import io.opsagent.storage.StorageException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the routes of the OperationsAPI and of OpsAgent's own resources into Javalin. */
public final class OperationsApi {
  private static final Logger LOG = LoggerFactory.getLogger(OperationsApi.class);
  private static final String REQUEST_ID = "X-Request-ID";

  private final OperationsApiSettings settings;
  private final OperationsServices services;
  private final OpsApiUrl opsApi;
  private final Authenticator authenticator;
  private final SessionCookie sessionCookie;
  private final ErrorAnswer errors;
  private final Refusals refusals;
  private final Coverage coverage;

  /**
   * Makes the API; nothing happens before {@link #mount}.
   *
   * @param opsApi the API's own URL, which decides whether the node is local
   * @param errors how errors are written
   * @param refusals what was refused before it came here
   */
  public OperationsApi(
      OperationsApiSettings settings,
      OperationsServices services,
      OpsApiUrl opsApi,
      ErrorAnswer errors,
      Refusals refusals) {
    this.settings = settings;
    this.services = services;
    this.opsApi = opsApi;
    this.authenticator = new Authenticator(settings, opsApi, services.access());
    this.sessionCookie =
        new SessionCookie(settings.rootPath(), opsApi.origin().scheme().equals("https"));
    this.errors = errors;
    this.refusals = refusals;
    this.coverage =
        new Coverage(services.nodes().silentWorkers(), services.settings(), Clock.systemUTC());
  }

  /** Adds every route, the checks before them and the form of errors; called once. */
  public RouteTable mount(JavalinState javalin) {
    RouteTable routes = new RouteTable(settings.rootPath(), javalin.routes, javalin.internalRouter);
    AccessFilter filter = new AccessFilter(routes, authenticator, settings.disabledScope());
    javalin.routes.before(filter);
    addProtocol(routes);
    addLogs(routes);
    addOwnResources(routes);
    addAccess(routes, services.access());
    addSupervisors(routes, services.access());
    addData(routes);
    addServers(routes, filter);
    addNodes(routes);
    addRuntime(routes);
    javalin.routes.after(
        new AuditTrail(
            routes, authenticator, services.access().audit(), services.access().clock()));
    javalin.routes.after(
        new FailedCallTrail(
            settings.rootPath(),
            routes,
            authenticator,
            services.access().repositories().supervisorTokens(),
            services.failedCalls(),
            services.access().clock()));
    addConsole(routes);
    javalin.routes.exception(ApiException.class, (error, ctx) -> answer(ctx, error));
    javalin.routes.exception(
        HttpResponseException.class,
        (e, ctx) ->
            answer(ctx, ApiException.ofStatus(e.getStatus(), String.valueOf(e.getMessage()))));
    javalin.routes.exception(StorageException.class, this::answerStorage);
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
    LogLife life = new LogLife(services.settings(), services.nodes().silentWorkers(), clock);
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
    routes.get("/v1/errors/{id}", errorGroups::get, Scope.ERRORS_VIEW, Scope.LOG_VIEW);
  }

  private void addOwnResources(RouteTable routes) {
    AgentResource agent =
        new AgentResource(services.agentReport(), refusals, settings.serviceName());
    HealthResource health = new HealthResource(services.readiness());
    StatsResource stats = new StatsResource(services.trafficHistory(), coverage, Clock.systemUTC());
    routes.get("/v1/stats/endpoints", stats::endpoints, Scope.STATS_VIEW);
    routes.get("/v1/stats/series", stats::series, Scope.STATS_VIEW);
    StatementResource statements =
        new StatementResource(
            services.nodes().statements(),
            settings.serviceName(),
            services.settings(),
            coverage,
            Clock.systemUTC());
    routes.get("/v1/statements", statements::list, Scope.STATS_VIEW);
    routes.get(
        "/v1/verdict", new VerdictResource(services.verdict(), coverage)::get, Scope.VERDICT_VIEW);
    routes.get(
        "/v1/settings", new SettingsResource(services.settings())::list, Scope.SETTINGS_VIEW);
    routes.get("/v1/agent", agent::get, Scope.AGENT_VIEW);
    MetricsResource metrics = new MetricsResource(services.metrics(), refusals);
    routes.get("/metrics", metrics::get, Scope.METRICS_VIEW);
    routes.getOutside("/metrics", metrics::get, Scope.METRICS_VIEW);
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
    routes.get("/v1/audit", new AuditResource(access, coverage)::list, Scope.AUDIT_VIEW);
  }

  /** Supervisors of this node (spec 1.4 to 1.6). */
  private void addSupervisors(RouteTable routes, Access access) {
    SupervisorRegistration registration =
        new SupervisorRegistration(
            access.repositories().supervisors(),
            settings.serviceName(),
            opsApi.isLocal(),
            access.clock());
    SupervisorResource supervisors = new SupervisorResource(access, registration, this::infoFor);
    routes.post("", supervisors::takeOver, Openness.OPEN);
    routes.patch("", supervisors::patch, Scope.SERVICE_CONFIG);
    routes.delete("", supervisors::delete, Scope.SERVICE_DELETE);
    ConnectionResource connections =
        new ConnectionResource(
            access.repositories().supervisors(),
            handshake(access, registration),
            settings.serviceName());
    routes.get("/v1/supervisors", connections::list, Scope.SERVICE_CONFIG);
    routes.post("/v1/supervisors", connections::connect, Scope.SERVICE_CONFIG);
    routes.delete("/v1/supervisors/{id}", connections::leave, Scope.SERVICE_DELETE);
  }

  private Handshake handshake(Access access, SupervisorRegistration registration) {
    Configuration configuration = services.settings().get();
    SupervisorTrust trust =
        new SupervisorTrust(
            configuration.get(SupervisorKeys.TRUSTED_HOSTS),
            configuration.get(SupervisorKeys.SECURE_ONLY));
    return new Handshake(
        access.repositories().supervisors(),
        registration,
        new SupervisorClient(
            trust, Duration.ofMillis(configuration.get(SupervisorKeys.DEFAULT_TIMEOUT))),
        new NodeMetadata(
            opsApi.url(),
            opsApi.isLocal(),
            settings.serviceName(),
            settings.baseUrl(),
            configuration.find(Keys.SERVICE_VERSION),
            configuration.get(Keys.PRODUCTION)),
        access.clock());
  }

  /** The tables of the application; none is known before data management finds them. */
  private void addData(RouteTable routes) {
    DataResource data = new DataResource(Set::of, List::of);
    routes.guard("/data", data::checkAlias);
    routes.get("/data/tables", data::tables, Scope.DATA_VIEW);
    routes.post("/data/query", data::call, Scope.DATA_QUERY);
    routes.post("/data/create", data::call, Scope.DATA_CREATE);
    routes.post("/data/update", data::call, Scope.DATA_UPDATE);
    routes.post("/data/delete", data::call, Scope.DATA_DELETE);
  }

  /** What requests run on. The scope is asked for before it is looked what is there (spec 1.1). */
  private void addServers(RouteTable routes, AccessFilter filter) {
    ServersResource servers =
        new ServersResource(services.nodes(), settings.serviceName(), Clock.systemUTC());
    routes.guard("/servers", (ctx, caller) -> filter.checkScope(caller, Scope.METRICS_VIEW));
    routes.get("/servers", servers::servers, Scope.METRICS_VIEW);
    routes.get("/servers/instances", servers::instances, Scope.METRICS_VIEW);
    routes.get("/servers/workers", servers::workers, Scope.METRICS_VIEW);
    routes.get("/servers/databases", servers::databases, Scope.METRICS_VIEW);
    routes.get("/servers/caches", servers::caches, Scope.METRICS_VIEW);
    MonitorSeriesResource series =
        new MonitorSeriesResource(
            services.nodes().monitors(),
            services.nodes().resources(),
            settings.serviceName(),
            Clock.systemUTC());
    routes.get("/servers/metrics", series::server, Scope.METRICS_VIEW);
    routes.get("/servers/instance/metrics", series::instance, Scope.METRICS_VIEW);
    routes.get("/servers/worker/metrics", series::worker, Scope.METRICS_VIEW);
    routes.get("/servers/database/metrics", series::database, Scope.METRICS_VIEW);
    routes.get("/servers/cache/metrics", series::cache, Scope.METRICS_VIEW);
  }

  /** Own resources on what requests run on, the switches and saved filters. */
  private void addNodes(RouteTable routes) {
    ResourceTreeResource tree =
        new ResourceTreeResource(
            services.nodes(), settings.serviceName(), coverage, Clock.systemUTC());
    routes.get("/v1/resources", tree::get, Scope.RESOURCES_VIEW);
    CaptureResource switches =
        new CaptureResource(services.captureControl(), settings.serviceName());
    for (String address : List.of("/v1/switches", "/v1/agent/capture")) {
      routes.get(address, switches::get, Scope.AGENT_VIEW);
      routes.patch(address, switches::patch, Scope.SWITCHES_CHANGE);
    }
    ViewResource views = new ViewResource(services.nodes().views(), Clock.systemUTC());
    routes.get("/v1/views", views::list, Scope.VIEWS_EDIT);
    routes.post("/v1/views", views::create, Scope.VIEWS_EDIT);
    routes.get("/v1/views/{id}", views::get, Scope.VIEWS_EDIT);
    routes.patch("/v1/views/{id}", views::patch, Scope.VIEWS_EDIT);
    routes.delete("/v1/views/{id}", views::delete, Scope.VIEWS_EDIT);
    OwnDocument document = new OwnDocument(routes, settings.rootPath(), opsApi.url());
    routes.get("/v1/openapi", document::get, Scope.API_VIEW);
  }

  /** The inside of this process. What stops it for a while asks for another scope. */
  private void addRuntime(RouteTable routes) {
    RuntimeResource runtime = new RuntimeResource(services.runtime());
    routes.get("/v1/runtime/threads", runtime::threads, Scope.RUNTIME_VIEW);
    routes.get("/v1/runtime/requests", runtime::requests, Scope.RUNTIME_VIEW);
    routes.get("/v1/runtime/environment", runtime::environment, Scope.RUNTIME_VIEW);
    routes.get("/v1/runtime/memory", runtime::memory, Scope.RUNTIME_VIEW);
    routes.get("/v1/runtime/heap/histogram", runtime::histogram, Scope.RUNTIME_CONTROL);
    routes.post("/v1/runtime/gc", runtime::collectGarbage, Scope.RUNTIME_CONTROL);
    BeanResource beans = new BeanResource(services.runtime());
    routes.get("/v1/runtime/mbeans", beans::list, Scope.RUNTIME_VIEW);
    routes.get("/v1/runtime/mbeans/attributes", beans::attributes, Scope.RUNTIME_VIEW);
    HeapDumpResource dumps = new HeapDumpResource(services.runtime());
    routes.get("/v1/runtime/heap/dumps", dumps::list, Scope.RUNTIME_CONTROL);
    routes.post("/v1/runtime/heap/dumps", dumps::create, Scope.RUNTIME_CONTROL);
    routes.get("/v1/runtime/heap/dumps/{id}", dumps::get, Scope.RUNTIME_CONTROL);
    routes.delete("/v1/runtime/heap/dumps/{id}", dumps::delete, Scope.RUNTIME_CONTROL);
  }

  private void addConsole(RouteTable routes) {
    ConsoleResource console = new ConsoleResource(ConsoleFiles.load(), settings.rootPath());
    routes.get("/ui", console::root, Openness.OPEN);
    routes.get(ConsoleResource.PATTERN, console::below, Openness.OPEN);
  }

  private void serviceInfo(Context ctx) {
    // A browser is sent on to the console: caches must tell the two apart.
    ctx.res().addHeader("Vary", "Accept");
    if (AcceptedType.prefersHtml(ctx.header("Accept"))) {
      ctx.status(302).header("Location", settings.rootPath() + "/ui/");
      return;
    }
    Answers.send(ctx, Envelope.ofResult(infoFor(ctx)));
  }

  private ServiceInfo infoFor(Context ctx) {
    return ServiceInfo.now(settings.serviceName(), authenticator.requires(ctx));
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

  /** The one answer to every caller whose request the database did not let us do. */
  private void answerStorage(StorageException e, Context ctx) {
    if (!(e instanceof DatabaseAwayException)) {
      LOG.error("Request {} failed", ctx.res().getHeader(REQUEST_ID), e);
    }
    answer(ctx, ApiException.ofStorage(e));
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
