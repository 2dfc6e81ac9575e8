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
import io.opsagent.settings.Ipv6Mode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.function.Consumer;
import kotlin.LazyKt;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What answers on the open sockets: Javalin on one small Jetty. Of all the agent this is what loads
 * the most classes, so it is made as late as can be ({@link OperationsServer}).
 */
final class Engine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  private final Server server;
  private final RouteTable routes;

  private Engine(Server server, RouteTable routes) {
    this.server = server;
    this.routes = routes;
  }

  /**
   * Starts it; it accepts callers when this returns. Takes some hundred milliseconds.
   *
   * @throws ServerStartException if it cannot start; the message is one line for the operator
   */
  static Engine start(
      Listeners listeners,
      OpsApiUrl opsApi,
      AllowedOrigins origins,
      OperationsServerSettings settings,
      OperationsServices services,
      Consumer<String> notice) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // Javalin and SLF4J look things up through it, and threads made on the way inherit it.
    thread.setContextClassLoader(Engine.class.getClassLoader());
    try {
      return startHere(listeners, opsApi, origins, settings, services, notice);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static Engine startHere(
      Listeners listeners,
      OpsApiUrl opsApi,
      AllowedOrigins origins,
      OperationsServerSettings settings,
      OperationsServices services,
      Consumer<String> notice) {
    JettyTrace.remove();
    Tls tls = settings.tls() == null ? null : Tls.read(settings.tls(), notice);
    Server server = JettyFactory.server();
    boolean isStarted = false;
    try {
      ConnectionBound connections = new ConnectionBound(JettyFactory.MAX_CONNECTIONS);
      for (ServerSocketChannel channel : listeners.channels()) {
        server.addConnector(connector(server, channel, settings.ipv6(), tls, connections));
      }
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
      isStarted = true;
      return new Engine(server, routes);
    } catch (IOException | RuntimeException e) {
      throw new ServerStartException("The operations server did not start: " + e.getMessage(), e);
    } finally {
      if (!isStarted) {
        stop(server);
      }
    }
  }

  private static ServerConnector connector(
      Server server,
      ServerSocketChannel channel,
      Ipv6Mode ipv6,
      @Nullable Tls tls,
      ConnectionBound connections)
      throws IOException {
    ServerConnector connector = JettyFactory.connector(server, tls);
    connector.addEventListener(connections);
    if (ipv6 == Ipv6Mode.ONLY) {
      connector.addEventListener(new Ipv6Callers());
    }
    connector.setHost(channel.socket().getInetAddress().getHostAddress());
    connector.setPort(channel.socket().getLocalPort());
    connector.open(channel);
    return connector;
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

  /** What it offers. */
  RouteTable routes() {
    return routes;
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

  /** A socket on all addresses takes IPv4 callers, too, and Java cannot tell it not to. */
  private static final class Ipv6Callers implements Connection.Listener {
    @Override
    public void onOpened(Connection connection) {
      if (connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress remote
          && !BindAddress.isOfKind(remote.getAddress(), Ipv6Mode.ONLY)) {
        connection.getEndPoint().close();
      }
    }
  }
}
