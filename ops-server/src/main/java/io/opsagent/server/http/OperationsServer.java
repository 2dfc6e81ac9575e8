package io.opsagent.server.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.servlet.JavalinServlet;
import io.javalin.http.servlet.ServletEntry;
import io.opsagent.server.api.ApiJson;
import io.opsagent.server.api.ErrorAnswer;
import io.opsagent.server.api.OperationsApi;
import io.opsagent.server.api.OperationsServices;
import io.opsagent.server.api.OpsApiUrl;
import io.opsagent.server.api.RouteTable;
import io.opsagent.server.net.Refusals;
import java.util.Optional;
import java.util.function.Consumer;
import kotlin.LazyKt;
import org.eclipse.jetty.server.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running operations server: OperationsAPI, own resources and health pages on one small Jetty.
 * All its threads are daemon and named {@code opsagent-...}; it changes nothing of the JVM. Safe
 * for several threads.
 */
public final class OperationsServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OperationsServer.class);

  private final Server server;
  private final Listeners listeners;
  private final OpsApiUrl opsApi;
  private final RouteTable routes;
  private final String startLine;

  private OperationsServer(
      Server server, Listeners listeners, OpsApiUrl opsApi, RouteTable routes, String startLine) {
    this.server = server;
    this.listeners = listeners;
    this.opsApi = opsApi;
    this.routes = routes;
    this.startLine = startLine;
  }

  /**
   * Starts a server; it answers when this returns. Call it from a thread of the agent, after the
   * application has come up (instrumentation.md 1.8). Takes some hundred milliseconds.
   *
   * @param notice takes lines for the operator, also later and on threads of the server
   * @throws ServerStartException if it cannot listen; the message is one line for the operator
   */
  public static OperationsServer start(
      OperationsServerSettings settings, OperationsServices services, Consumer<String> notice) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // Javalin and SLF4J look things up through it, and threads made on the way inherit it.
    thread.setContextClassLoader(OperationsServer.class.getClassLoader());
    try {
      return startHere(settings, services, notice);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static OperationsServer startHere(
      OperationsServerSettings settings, OperationsServices services, Consumer<String> notice) {
    JettyTrace.remove();
    Tls tls = settings.tls() == null ? null : Tls.read(settings.tls(), notice);
    Server server = JettyFactory.server();
    ConnectionBound connections = new ConnectionBound(JettyFactory.MAX_CONNECTIONS);
    Listeners listeners = Listeners.open(server, settings, tls, connections);
    boolean isStarted = false;
    try {
      OpsApiUrl opsApi = OpsApiUrl.of(settings.api(), listeners.loopbackUrl());
      AllowedOrigins origins = new AllowedOrigins(settings, opsApi);
      ApiJson json = new ApiJson(settings.plugins().jsonCodec());
      ErrorAnswer errorAnswer = new ErrorAnswer(settings.api().rootPath(), json);
      ErrorWriter errors = new ErrorWriter(errorAnswer);
      Refusals refusals = new Refusals();
      OperationsApi api =
          new OperationsApi(settings.api(), services, opsApi, errorAnswer, refusals);
      Javalin javalin = Javalin.create(config -> configure(config, server, errors, json));
      RouteTable routes = api.mount(javalin.unsafe);
      Way way =
          new Way(
              settings,
              new AllowedHosts(settings, opsApi),
              origins,
              routes,
              errors,
              notice,
              refusals);
      server.setErrorHandler(errors);
      server.setHandler(way.handler(connections));
      javalin.start();
      if (tls != null) {
        tls.watch(server);
      }
      String startLine = StartLine.of(opsApi, origins.allowsConsole());
      isStarted = true;
      return new OperationsServer(server, listeners, opsApi, routes, startLine);
    } catch (RuntimeException e) {
      throw new ServerStartException("The operations server did not start: " + e.getMessage(), e);
    } finally {
      if (!isStarted) {
        stop(server);
        listeners.close();
      }
    }
  }

  private static void configure(
      JavalinConfig config, Server server, ErrorWriter errors, ApiJson json) {
    config.appData(ApiJson.KEY, json);
    config.unsafe.jettyInternal.server = server;
    // Javalin's own servlet sends WebSocket requests around the checks before a route, and the
    // protocol has none (operations-api.md 1.2).
    config.unsafe.servlet =
        LazyKt.lazy(() -> new ServletEntry(null, new JavalinServlet(config.unsafe)));
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.http.maxRequestSize = JettyFactory.MAX_BODY_BYTES;
    // Callers are on this machine: compressing would only cost the application its processor.
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(errors));
  }

  /** Port of the listener on the chosen host. */
  public int port() {
    return listeners.port();
  }

  /** One line for the operator if another port than the default one was taken. */
  public Optional<String> portNote() {
    return Optional.ofNullable(listeners.portNote());
  }

  /**
   * {@code http://ADDRESS:PORT}, or https, of the listener on the loopback interface, which always
   * exists.
   */
  public String loopbackUrl() {
    return listeners.loopbackUrl();
  }

  /** The API's own URL. */
  public OpsApiUrl opsApiUrl() {
    return opsApi;
  }

  /** What the server offers. */
  public RouteTable routes() {
    return routes;
  }

  /** The protocol's line to print at the start. */
  public String startLine() {
    return startLine;
  }

  /** Stops listening and ends all threads, within about two seconds. May be called twice. */
  @Override
  public void close() {
    stop(server);
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception e) {
      LOG.warn("The operations server did not stop cleanly", e);
    }
  }
}
