package io.opsagent.server.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsagent.rules.Masking;
import io.opsagent.rules.SecretNames;
import io.opsagent.server.AgentMetrics;
import io.opsagent.server.access.Access;
import io.opsagent.server.access.AuditLog;
import io.opsagent.server.api.AgentReport;
import io.opsagent.server.api.LogPrivacy;
import io.opsagent.server.api.OperationsServices;
import io.opsagent.server.api.ReadinessChecks;
import io.opsagent.server.http.OperationsServer;
import io.opsagent.server.http.OperationsServerSettings;
import io.opsagent.server.live.LiveLog;
import io.opsagent.server.metrics.JvmMetrics;
import io.opsagent.server.metrics.MetricsExporter;
import io.opsagent.server.metrics.ProcessMetrics;
import io.opsagent.server.metrics.RequestMetrics;
import io.opsagent.server.net.OpsCall;
import io.opsagent.server.nodes.NodeServices;
import io.opsagent.server.openapi.OpenApi;
import io.opsagent.server.openapi.SeenEndpoint;
import io.opsagent.server.runtime.HeapDumps;
import io.opsagent.server.runtime.OpenRequest;
import io.opsagent.server.runtime.RuntimeInspection;
import io.opsagent.server.statistics.TrafficHistory;
import io.opsagent.server.verdict.ServiceFacts;
import io.opsagent.server.verdict.VerdictRules;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.LogKeys;
import io.opsagent.storage.AgentState;
import io.opsagent.storage.ServiceLog;
import io.opsagent.storage.access.AccessRepositories;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A real server on a free port, and callers of it. Close it at the end of the test. */
public final class RunningServer implements AutoCloseable {
  /** What the state file of the server would hold. */
  public static final String LOCAL_KEY = AgentState.newKey();

  private static final Configuration NO_SETTINGS = Configuration.builder().build();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public final InMemoryServiceLogs logs = new InMemoryServiceLogs();
  public final InMemoryErrors errors = new InMemoryErrors();
  public final LiveLog live = new LiveLog(RunningServer::daemonThread);
  public final InMemoryEndpointSeries series = new InMemoryEndpointSeries();
  public volatile List<SeenEndpoint> seenEndpoints = List.of();
  public volatile ServiceFacts facts = QuietService.facts();
  public volatile Configuration configuration;
  public final ListedSwitches captureControl = new ListedSwitches();
  public final ReadinessChecks readiness = new ReadinessChecks();
  public volatile LogPrivacy privacy = LogPrivacy.OPEN;
  public volatile Consumer<OpsCall> failedCalls = call -> {};
  public volatile AgentReport report = IdleAgent::snapshot;
  public volatile long freeBytes = Long.MAX_VALUE;
  public volatile List<OpenRequest> openRequests = List.of();

  /** Runs on the thread of what stops the application, before it does. */
  public volatile Runnable beforeInspection = () -> {};

  public final RequestMetrics requestMetrics =
      new RequestMetrics(() -> new RequestMetrics.InFlight(0, 0));
  public final List<String> notices = new CopyOnWriteArrayList<>();
  public final OperationsServer server;

  private final Path heapDumps =
      Path.of(System.getProperty("java.io.tmpdir"), "opsagent-dumps-" + UUID.randomUUID());
  public final Access access;
  private final VerdictRules rules = new VerdictRules();

  private RunningServer(
      OperationsServerSettings settings,
      Configuration configuration,
      AccessRepositories repositories,
      NodeServices nodes,
      boolean isOnDemand) {
    this.configuration = configuration;
    access = access(repositories);
    OperationsServices services =
        new OperationsServices(
            logs,
            errors,
            live,
            new TrafficHistory(series, "shop", ZoneOffset.UTC, Clock.systemUTC()),
            new OpenApi("shop", "1.2", settings.api().baseUrl(), null, () -> seenEndpoints),
            () -> rules.judge(facts),
            () -> this.configuration,
            () -> report.snapshot(),
            captureControl,
            readiness,
            () -> privacy,
            access,
            nodes,
            call -> failedCalls.accept(call),
            new MetricsExporter(
                List.of(
                    requestMetrics,
                    new JvmMetrics(),
                    new ProcessMetrics(),
                    new AgentMetrics(() -> report.snapshot()))),
            new RuntimeInspection(
                () -> openRequests,
                () -> new Masking(new SecretNames(this.configuration.get(LogKeys.SECRET_NAMES))),
                new HeapDumps(
                    heapDumps, () -> this.configuration, () -> freeBytes, Clock.systemUTC()),
                (name, work) ->
                    daemonThread(
                        name,
                        () -> {
                          beforeInspection.run();
                          work.run();
                        })));
    try {
      server =
          isOnDemand
              ? OperationsServer.startOnDemand(
                  settings, services, notices::add, RunningServer::daemonThread)
              : OperationsServer.start(settings, services, notices::add);
    } catch (RuntimeException e) {
      closeAudit();
      throw e;
    }
  }

  /** Who may enter by what is stored; its audit log writes. */
  public static Access access(AccessRepositories repositories) {
    AuditLog audit =
        new AuditLog(
            repositories.audit(), "test:1", Clock.systemUTC(), RunningServer::daemonThread);
    audit.start();
    return Access.over(repositories, audit, LOCAL_KEY);
  }

  private static Thread daemonThread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Default settings, any port, service {@code shop}. */
  public static RunningServer start() {
    return start(settings -> settings);
  }

  /** The default settings with what the test changes. */
  public static RunningServer start(UnaryOperator<OperationsServerSettings.Builder> change) {
    return start(AccessDatabase.shared(), change);
  }

  /** As {@link #start(UnaryOperator)}, with what is stored about who may enter. */
  public static RunningServer start(
      AccessRepositories repositories, UnaryOperator<OperationsServerSettings.Builder> change) {
    return start(repositories, AccessDatabase.sharedDatabase().nodes(), NO_SETTINGS, change);
  }

  /** As {@link #start(UnaryOperator)}, with all that this database stores. */
  public static RunningServer start(
      AccessDatabase database, UnaryOperator<OperationsServerSettings.Builder> change) {
    return start(database, NO_SETTINGS, change);
  }

  /** As {@link #start(UnaryOperator)}, with settings that parts read for themselves. */
  public static RunningServer start(
      AccessDatabase database,
      Configuration configuration,
      UnaryOperator<OperationsServerSettings.Builder> change) {
    return start(database.repositories(), database.nodes(), configuration, change);
  }

  private static RunningServer start(
      AccessRepositories repositories,
      NodeServices nodes,
      Configuration configuration,
      UnaryOperator<OperationsServerSettings.Builder> change) {
    return new RunningServer(settings(change), configuration, repositories, nodes, false);
  }

  /** One that listens and is started by its first caller. */
  public static RunningServer startOnDemand(
      UnaryOperator<OperationsServerSettings.Builder> change) {
    return new RunningServer(
        settings(change),
        NO_SETTINGS,
        AccessDatabase.shared(),
        AccessDatabase.sharedDatabase().nodes(),
        true);
  }

  private static OperationsServerSettings settings(
      UnaryOperator<OperationsServerSettings.Builder> change) {
    OperationsServerSettings.Builder defaults =
        OperationsServerSettings.builder("shop").port(0).requestsPerSecond(100_000);
    return change.apply(defaults).build();
  }

  /** Stores these rows in this order, with ids from 1. */
  public void store(ServiceLog... rows) {
    logs.insert(List.of(rows));
  }

  /** An answer; header names are in lower case. */
  public record Reply(int status, Map<String, List<String>> headers, String body) {
    public JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (JsonProcessingException e) {
        throw new AssertionError("No JSON: " + body, e);
      }
    }

    public JsonNode result() {
      return json().get("result");
    }

    public String msg() {
      return json().get("msg").asText();
    }

    /** All values of a header, joined; empty if it is not there. */
    public String header(String name) {
      return String.join(", ", headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()));
    }
  }

  /** GET of a path and query below the API's root. */
  public Reply get(String relative, String... headers) {
    return send("GET", "/ops" + relative, headers);
  }

  /** Any request by the JDK's client; header names and values take turns. */
  public Reply send(String method, String pathAndQuery, String... headers) {
    return send(method, pathAndQuery, HttpRequest.BodyPublishers.noBody(), headers);
  }

  /** Any request with a body to a path below the API's root. */
  public Reply sendBody(
      String method, String relative, String contentType, String body, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Content-Type";
    all[headers.length + 1] = contentType;
    return send(method, "/ops" + relative, HttpRequest.BodyPublishers.ofString(body), all);
  }

  /** PATCH of a path below the API's root, with a body. */
  public Reply patch(String relative, String body, String... headers) {
    return send("PATCH", "/ops" + relative, HttpRequest.BodyPublishers.ofString(body), headers);
  }

  private Reply send(
      String method, String pathAndQuery, HttpRequest.BodyPublisher body, String... headers) {
    URI uri = URI.create(server.loopbackUrl() + pathAndQuery);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> response = CLIENT.send(request.build(), HeadOfStream.orWhole());
      return new Reply(response.statusCode(), response.headers().map(), response.body());
    } catch (IOException e) {
      throw new AssertionError("No answer to " + uri, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  /** Sends these lines as a request head, byte by byte as they are, and reads until the end. */
  public Reply raw(String... lines) {
    return rawTo("127.0.0.1", server.port(), String.join("\r\n", lines) + "\r\n\r\n");
  }

  /** Sends bytes to an address and reads the answer until the server closes. */
  public static Reply rawTo(String address, int port, String request) {
    try (Socket socket = new Socket(address, port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      byte[] answer = socket.getInputStream().readAllBytes();
      return RawReply.parse(new String(answer, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError("No answer from " + address + ":" + port, e);
    }
  }

  @Override
  public void close() {
    live.close();
    server.close();
    deleteHeapDumps();
    closeAudit();
  }

  private void deleteHeapDumps() {
    if (Files.exists(heapDumps)) {
      org.assertj.core.util.Files.delete(heapDumps.toFile());
    }
  }

  private void closeAudit() {
    try {
      access.audit().close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
