package io.opsagent.server.http;

import io.opsagent.server.api.OperationsServices;
import io.opsagent.server.api.OpsApiUrl;
import io.opsagent.server.api.RouteTable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operations server: OperationsAPI, own resources and health pages. All its threads are daemon
 * and named {@code opsagent-...}; it changes nothing of the JVM. Safe for several threads.
 *
 * <p>It has two halves. The sockets are opened at once, so that a port that is taken is said at the
 * start and everybody who calls is heard. What answers ({@link Engine}) takes a second of processor
 * time, a third of the agent's classes and some threads; started on demand, it waits until somebody
 * calls, and an application that nobody looks at never pays for it.
 */
public final class OperationsServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OperationsServer.class);

  private final OperationsServerSettings settings;
  private final OperationsServices services;
  private final Consumer<String> notice;
  private final Listeners listeners;
  private final OpsApiUrl opsApi;
  private final AllowedOrigins origins;

  /** Guarded by this, as are the two below. */
  private @Nullable Engine engine;

  private @Nullable FirstCaller firstCaller;
  private boolean isClosed;

  private OperationsServer(
      OperationsServerSettings settings,
      OperationsServices services,
      Consumer<String> notice,
      Listeners listeners) {
    this.settings = settings;
    this.services = services;
    this.notice = notice;
    this.listeners = listeners;
    this.opsApi = OpsApiUrl.of(settings.api(), listeners.loopbackUrl());
    this.origins = new AllowedOrigins(settings, opsApi);
  }

  /**
   * Starts a server; it answers when this returns. Call it from a thread of the agent, after the
   * application has come up (instrumentation.md 1.8). Takes some hundred milliseconds.
   *
   * @param notice takes lines for the operator, also later and on threads of the server
   * @throws ServerStartException if it cannot listen or not start; the message is one line for the
   *     operator
   */
  public static OperationsServer start(
      OperationsServerSettings settings, OperationsServices services, Consumer<String> notice) {
    OperationsServer server = open(settings, services, notice);
    server.serve();
    return server;
  }

  /**
   * Opens the sockets and starts the rest when the first caller comes, who waits for it. At once
   * where settings can only be judged by using them: a certificate, middlewares or a codec of a
   * user.
   *
   * @param threads makes a thread of the agent with this name
   * @see #start
   */
  public static OperationsServer startOnDemand(
      OperationsServerSettings settings,
      OperationsServices services,
      Consumer<String> notice,
      BiFunction<String, Runnable, Thread> threads) {
    OperationsServer server = open(settings, services, notice);
    if (settings.needsTrial()) {
      server.serve();
    } else {
      server.awaitFirstCaller(threads);
    }
    return server;
  }

  private static OperationsServer open(
      OperationsServerSettings settings, OperationsServices services, Consumer<String> notice) {
    return new OperationsServer(settings, services, notice, Listeners.open(settings));
  }

  private synchronized void awaitFirstCaller(BiFunction<String, Runnable, Thread> threads) {
    try {
      FirstCaller waiting = FirstCaller.of(listeners.channels(), this::serveFirstCaller);
      firstCaller = waiting;
      threads.apply("opsagent-listener", waiting).start();
    } catch (IOException e) {
      LOG.warn("The first caller cannot be awaited: the server starts at once", e);
      serve();
    }
  }

  private void serveFirstCaller() {
    long beginNanos = System.nanoTime();
    try {
      serve();
      LOG.info(
          "The operations server started for its first caller in {} ms",
          (System.nanoTime() - beginNanos) / 1_000_000);
    } catch (RuntimeException | Error e) {
      LOG.error("The operations server did not start", e);
      notice.accept(
          (e instanceof ServerStartException
                  ? e.getMessage()
                  : "The operations server did not start: " + e + ".")
              + (e instanceof LinkageError
                  ? " Was opsagent.jar overwritten while the process ran? Replace it by a rename."
                  : "")
              + " Nobody can connect to it until the process is started again; requests are"
              + " recorded all the same.");
    }
  }

  /** Starts what answers, unless it has been started or all is closed. */
  private synchronized void serve() {
    if (engine != null || isClosed) {
      return;
    }
    boolean isStarted = false;
    try {
      engine = Engine.start(listeners, opsApi, origins, settings, services, notice);
      isStarted = true;
    } finally {
      if (!isStarted) {
        listeners.close();
      }
    }
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

  /** What the server offers; empty while nobody has called. */
  public synchronized List<RouteTable.Route> routes() {
    return engine == null ? List.of() : engine.routes().all();
  }

  /** The protocol's line to print at the start. */
  public String startLine() {
    return StartLine.of(opsApi, origins.allowsConsole());
  }

  /** Stops listening and ends all threads, within about two seconds. May be called twice. */
  @Override
  public synchronized void close() {
    isClosed = true;
    if (firstCaller != null) {
      firstCaller.close();
    }
    if (engine != null) {
      engine.close();
    }
    listeners.close();
  }
}
