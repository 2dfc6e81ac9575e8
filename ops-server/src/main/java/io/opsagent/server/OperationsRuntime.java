package io.opsagent.server;

import io.opsagent.server.access.Access;
import io.opsagent.server.access.AuditLog;
import io.opsagent.server.api.LogPrivacy;
import io.opsagent.server.api.OperationsServices;
import io.opsagent.server.api.ReadinessChecks;
import io.opsagent.server.api.RouteTable;
import io.opsagent.server.errors.ErrorCounter;
import io.opsagent.server.http.OperationsServer;
import io.opsagent.server.http.OperationsServerSettings;
import io.opsagent.server.live.LiveLog;
import io.opsagent.server.metrics.JvmMetrics;
import io.opsagent.server.metrics.MetricsExporter;
import io.opsagent.server.metrics.MonitorMetrics;
import io.opsagent.server.metrics.ProcessMetrics;
import io.opsagent.server.metrics.RequestMetrics;
import io.opsagent.server.nodes.NodeServices;
import io.opsagent.server.nodes.SilentWorkers;
import io.opsagent.server.nodes.WorkerLiveness;
import io.opsagent.server.openapi.OpenApi;
import io.opsagent.server.pipeline.LogPipeline;
import io.opsagent.server.pipeline.RowObservers;
import io.opsagent.server.pipeline.RowOrigin;
import io.opsagent.server.pipeline.RowStore;
import io.opsagent.server.plugin.ServerPlugins;
import io.opsagent.server.runtime.HeapDumps;
import io.opsagent.server.runtime.RuntimeInspection;
import io.opsagent.server.sql.StatementCounter;
import io.opsagent.server.statistics.RollUp;
import io.opsagent.server.statistics.SeriesQueue;
import io.opsagent.server.statistics.TrafficCounter;
import io.opsagent.server.statistics.TrafficHistory;
import io.opsagent.server.tasklog.TaskLog;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.Keys;
import io.opsagent.settings.LogKeys;
import io.opsagent.settings.MonitorKeys;
import io.opsagent.storage.AgentState;
import io.opsagent.storage.AgentStateFile;
import io.opsagent.storage.DataDirectory;
import io.opsagent.storage.DataDirectoryException;
import io.opsagent.storage.FileWatch;
import io.opsagent.storage.OperationsDatabase;
import io.opsagent.storage.StorageException;
import io.opsagent.storage.StorageRoom;
import io.opsagent.storage.series.EndpointSeriesRepository;
import io.opsagent.storage.workers.Worker;
import io.opsagent.storage.workers.WorkerIdentity;
import java.io.File;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The operations runtime of one process: data directory, database, pipeline, cycle, API. Started
 * once, on a thread of the agent, after the application has come up.
 *
 * <p>Parts are closed in the opposite order of their start. All methods may be called from any
 * thread.
 */
public final class OperationsRuntime {
  private static final Logger LOG = LoggerFactory.getLogger(OperationsRuntime.class);
  private static final String PLUGINS = "plugins";

  /** The embedded database writes what it has in memory. */
  private static final long MAX_CLOSE_MILLIS = 10_000;

  private static final long MAX_SERVER_CLOSE_MILLIS = 1_000;

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final BiFunction<String, Runnable, Thread> threads;
  private volatile boolean isEmbedded = true;
  private volatile long stopDeadlineNanos;
  private String url = "";
  private volatile @Nullable OperationsServer runningServer;
  private boolean shutDown;
  private volatile Configuration configuration;
  private volatile @Nullable LogPipeline runningPipeline;

  private OperationsRuntime(RuntimeEnvironment environment) {
    this.configuration = environment.configuration();
    this.threads = environment.threads();
  }

  /**
   * Starts everything and prints the banner.
   *
   * @throws RuntimeException if a part cannot start; the message is one line that says what to do,
   *     and what had been started is closed again
   */
  public static OperationsRuntime start(RuntimeEnvironment environment) {
    OperationsRuntime runtime = new OperationsRuntime(environment);
    try {
      runtime.startParts(environment);
      return runtime;
    } catch (DataDirectoryException e) {
      runtime.shutDown(0);
      throw new IllegalStateException(e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      runtime.shutDown(0);
      throw e;
    }
  }

  private void startParts(RuntimeEnvironment environment) throws DataDirectoryException {
    String service = ServiceName.of(configuration);
    DataDirectory directory = DataDirectory.open(configuration.get(Keys.DATA_DIR));
    parts.push(directory);
    openTaskLog(environment, directory);
    OperationsDatabase database =
        OperationsDatabase.open(
            DatabaseConfiguration.settings(() -> configuration),
            directory,
            line -> notice(environment, line));
    parts.push(database);
    isEmbedded = database.upkeep() != null;
    ThreadNames.claim();
    String writer = UUID.randomUUID().toString();
    Membership membership = membership(database, service, writer);
    parts.push(membership);
    NodeIdentity node = nodeIdentity(database, service);
    String localKey = AgentState.newKey();
    AuditLog audit =
        new AuditLog(
            database.access().audit(),
            HostName.read() + ":" + ProcessHandle.current().pid(),
            Clock.systemUTC(),
            environment.threads());
    parts.push(audit);
    audit.start();
    EndpointSeriesRepository series = database.endpointSeries();
    StorageRoom room =
        database.room(
            directory, StoreUpkeep.limits(configuration), line -> notice(environment, line));
    Spools spools =
        new Spools(
            directory.slotDirectory().toPath(),
            configuration.get(LogKeys.MAX_SPOOL_BYTES),
            line -> notice(environment, line));
    SeriesQueue statistics =
        new SeriesQueue(series, spools.statistics(), () -> room.level() != StorageRoom.Level.NONE);
    // Behind the pipeline, which hands on its last counts when it stops.
    parts.push(statistics::flush);
    StoreUpkeep upkeep = new StoreUpkeep(database, room, () -> configuration);
    ErrorCounter errors = new ErrorCounter(service, writer);
    StatementCounter statements =
        new StatementCounter(
            service,
            writer,
            () -> TimeUnit.MILLISECONDS.toMicros(configuration.get(MonitorKeys.SLOW_STATEMENT)));
    // Behind the pipeline, which hands on its last exchanges when it stops.
    parts.push(() -> statements.flush(database.statements()));
    LiveLog liveLog = new LiveLog(environment.threads());
    TrafficCounter traffic =
        new TrafficCounter(service, writer, statistics::offer, statistics::checkpoint);
    RequestMetrics requestMetrics =
        new RequestMetrics(() -> SelfReport.inFlight(environment.capture()));
    LogPipeline pipeline =
        new LogPipeline(
            configuration,
            service,
            environment.capture(),
            new RowStore(
                database.serviceLogs(),
                () -> errors.flush(database.errors()),
                database::flush,
                spools.rows(),
                room),
            () -> origin(membership, node),
            traffic,
            new RowObservers(requestMetrics, errors, liveLog::offer, statements::count),
            environment.threads(),
            line -> notice(environment, line));
    parts.push(() -> pipeline.stop(remainingMillis()));
    runningPipeline = pipeline;
    pipeline.start();
    ZoneId zone = zone(environment);
    RollUp rollUp = new RollUp(series, database.aggregations(), service, zone, Instant.now());
    FileWatch fileWatch = database.fileWatch();
    Monitoring monitoring =
        new Monitoring(
            database,
            service,
            membership,
            traffic.totals(),
            environment,
            () -> configuration,
            directory.slotDirectory().toPath());
    parts.push(monitoring);
    WorkerLiveness liveness =
        new WorkerLiveness(
            Duration.ofMillis(configuration.get(LogKeys.WORKER_CYCLE)), Clock.systemUTC());
    SilentWorkers silentWorkers =
        new SilentWorkers(database.workers(), service, liveness, Clock.systemUTC());
    ResourceUpkeep resources =
        new ResourceUpkeep(
            database.resources(),
            service,
            membership::self,
            () -> configuration,
            environment.captureControl()::state,
            directory.slotDirectory(),
            database.upkeep(),
            Clock.systemUTC());
    Cycle cycle =
        new Cycle(
            configuration.get(LogKeys.WORKER_CYCLE),
            Stream.of(
                    List.of(
                        new Cycle.Step("membership", membership::run),
                        new Cycle.Step("node", node::run),
                        new Cycle.Step("resources", resources::run),
                        new Cycle.Step("statistics", statistics::flush),
                        new Cycle.Step(
                            "statements", () -> statements.flush(database.statements()))),
                    monitoring.steps(),
                    List.of(
                        membership.primaryStep("roll-up", () -> rollUp.run(Instant.now())),
                        membership.primaryStep("retention", upkeep::clean),
                        new Cycle.Step("database size", upkeep::keepSmall),
                        new Cycle.Step("database file", () -> fileWatch.run(Instant.now())),
                        new Cycle.Step("thread names", ThreadNames::claim),
                        new Cycle.Step("weaving", environment.attachments()::rest),
                        new Cycle.Step("native heap", NativeHeap.ofThisJvm()::run)))
                .flatMap(List::stream)
                .toList(),
            environment.threads(),
            System::nanoTime);
    parts.push(cycle);
    cycle.start();
    TrafficHistory history = new TrafficHistory(series, service, zone, Clock.systemUTC());
    SelfReport report =
        new SelfReport(
            environment,
            pipeline,
            statistics,
            errors,
            statements,
            liveLog,
            database,
            room,
            cycle::costs);
    ServiceState state =
        new ServiceState(
            silentWorkers,
            history,
            report,
            environment.captureControl(),
            directory.slotDirectory(),
            Clock.systemUTC());
    ServerPlugins plugins =
        ServerPlugins.load(
            new File(configuration.get(Keys.DATA_DIR), PLUGINS), line -> notice(environment, line));
    parts.push(plugins);
    OperationsServerSettings settings =
        ServerConfiguration.settings(configuration, service, plugins);
    ReadinessChecks readiness = RuntimeReadiness.checks(pipeline, database, fileWatch, cycle);
    OperationsServer server =
        OperationsServer.startOnDemand(
            settings,
            new OperationsServices(
                database.serviceLogs(),
                database.errors(),
                liveLog,
                history,
                new OpenApi(
                    service,
                    configuration.find(Keys.SERVICE_VERSION),
                    configuration.find(Keys.BASE_URL),
                    configuration.find(Keys.OPENAPI),
                    pipeline::seenEndpoints),
                state::verdict,
                () -> configuration,
                report,
                environment.captureControl(),
                readiness,
                this::privacy,
                Access.over(database.access(), audit, localKey),
                new NodeServices(
                    database.workers(),
                    database.resources(),
                    liveness,
                    silentWorkers,
                    database.views(),
                    database.monitors(),
                    database.statements()),
                pipeline::record,
                new MetricsExporter(
                    List.of(
                        requestMetrics,
                        new JvmMetrics(),
                        new ProcessMetrics(),
                        new MonitorMetrics(monitoring.latestSamples()),
                        new AgentMetrics(report))),
                new RuntimeInspection(
                    report::openRequests,
                    pipeline::masking,
                    new HeapDumps(
                        directory.slotDirectory().toPath().resolve("heap-dumps"),
                        () -> configuration,
                        directory.slotDirectory()::getUsableSpace,
                        Clock.systemUTC()),
                    environment.threads())),
            line -> notice(environment, line),
            environment.threads());
    parts.push(server);
    // Before the server: it would cut streams without a word.
    parts.push(liveLog);
    runningServer = server;
    AgentStateFile stateFile = new AgentStateFile(directory);
    parts.push(stateFile::remove);
    url = server.loopbackUrl() + settings.api().rootPath();
    stateFile.write(
        new AgentState(
            ProcessHandle.current().pid(),
            url,
            Instant.now(),
            localKey,
            environment.version(),
            service));
    server.portNote().ifPresent(line -> notice(environment, line));
    OwnHealth health = OwnHealth.of(readiness);
    environment
        .console()
        .accept(server.startLine() + (health.isReady() ? " (" + health.text() + ")" : ""));
    LOG.info("Started: {}; health: {}", server.startLine(), health.text());
    if (!health.isReady()) {
      notice(environment, "Its own health: " + health.text());
    }
  }

  /**
   * Takes over the keys that count at once ({@link io.opsagent.settings.Key#isReloadable}); what is
   * recorded from now on follows them.
   */
  public void reconfigure(Configuration next) {
    configuration = next;
    LogPipeline pipeline = runningPipeline;
    if (pipeline != null) {
      pipeline.reconfigure(next);
    }
  }

  /**
   * Registered at once where the database answers: a process whose index is taken must not begin.
   */
  private Membership membership(OperationsDatabase database, String service, String writer) {
    String hostname = HostName.read();
    WorkerIdentity identity =
        new WorkerIdentity(
            writer,
            service,
            service + "@" + hostname,
            HostName.identity(),
            hostname,
            configuration.find(Keys.SERVICE_INDEX),
            ProcessHandle.current().pid(),
            Instant.now());
    Membership membership =
        new Membership(
            database.workers(),
            identity,
            Duration.ofMillis(configuration.get(LogKeys.WORKER_CYCLE)),
            Clock.systemUTC());
    try {
      membership.register();
    } catch (StorageException e) {
      LOG.warn("Registration waits for the next cycle", e);
    }
    return membership;
  }

  /** Looked up at once where the database answers, so that the first row has it. */
  private static NodeIdentity nodeIdentity(OperationsDatabase database, String service) {
    NodeIdentity node = new NodeIdentity(database.access().supervisors(), service);
    try {
      node.run();
    } catch (StorageException e) {
      LOG.warn("The node id waits for the next cycle", e);
    }
    return node;
  }

  private static RowOrigin origin(Membership membership, NodeIdentity node) {
    Worker worker = membership.self();
    return new RowOrigin(
        worker == null ? null : worker.id(),
        worker == null ? null : worker.instanceId(),
        node.current());
  }

  private ZoneId zone(RuntimeEnvironment environment) {
    String name = configuration.get(LogKeys.TIME_ZONE);
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      notice(
          environment,
          LogKeys.TIME_ZONE
              + " is "
              + name
              + ", which this JVM does not know; allowed is "
              + LogKeys.TIME_ZONE.allowed()
              + ". Days are those of UTC.");
      return ZoneOffset.UTC;
    }
  }

  private LogPrivacy privacy() {
    return new LogPrivacy(
        configuration.get(LogKeys.HIDE_IP_ADDRESS), configuration.get(LogKeys.HIDE_USER_ID));
  }

  /** Where the API answers on this machine, once everything is started. */
  public String url() {
    return url;
  }

  /** Everything that the API serves; empty while nobody has called it. */
  List<RouteTable.Route> routes() {
    OperationsServer server = runningServer;
    return server == null ? List.of() : server.routes();
  }

  private static void notice(RuntimeEnvironment environment, String line) {
    LOG.warn(line);
    environment.console().accept("OpsAgent: " + line);
  }

  private static void openTaskLog(RuntimeEnvironment environment, DataDirectory directory) {
    Configuration configuration = environment.configuration();
    File given = configuration.find(Keys.TASK_LOG);
    File file = given == null ? new File(directory.slotDirectory(), "opsagent.log") : given;
    Level level =
        Level.valueOf(configuration.get(Keys.TASK_LOG_LEVEL).name().toUpperCase(Locale.ROOT));
    try {
      TaskLog.instance().open(file, level, configuration.get(Keys.TASK_LOG_MAX_BYTES));
    } catch (IOException e) {
      environment
          .console()
          .accept(
              "OpsAgent: task-log "
                  + file
                  + " cannot be written ("
                  + e.getMessage()
                  + "); the agent runs without its log. Set task-log to a file in a writable"
                  + " folder.");
    }
  }

  /** What closing the server has left of the time. */
  private long remainingMillis() {
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(stopDeadlineNanos - System.nanoTime()));
  }

  /**
   * Stops everything: what has ended is written, within the limit. Only the first call does
   * anything.
   *
   * @param maxMillis to wait for the writer at most
   */
  public void shutDown(long maxMillis) {
    synchronized (this) {
      if (shutDown) {
        return;
      }
      shutDown = true;
    }
    stopDeadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(maxMillis);
    // On a thread that can be left behind: a database server that hangs holds a call for a minute,
    // and the JVM must end. What is captured is in files by then.
    Thread closing = threads.apply("opsagent-stop", this::closeParts);
    closing.start();
    try {
      closing.join(maxMillis + (isEmbedded ? MAX_CLOSE_MILLIS : MAX_SERVER_CLOSE_MILLIS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      RecordMethods.forget();
    } catch (ReflectiveOperationException e) {
      LOG.warn("The JDK may keep the agent in memory after its end", e);
    }
    TaskLog.instance().close();
  }

  private void closeParts() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        LOG.warn("A part did not stop as it should", e);
      }
    }
  }
}
