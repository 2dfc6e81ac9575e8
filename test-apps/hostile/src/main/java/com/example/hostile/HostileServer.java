package com.example.hostile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.AbstractHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/** The application's own Jetty on a free port of the loopback address. */
final class HostileServer implements AutoCloseable {
  private static final int MAX_THREADS = 8;

  private final Checks checks;
  private final CountDownLatch stopRequested = new CountDownLatch(1);
  private final Server server;
  private final ServerConnector connector;

  HostileServer(Checks checks) throws Exception {
    this.checks = checks;
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
    threads.setName("hostile-http");
    server = new Server(threads);
    server.addBean(new ScheduledExecutorScheduler("hostile-scheduler", true));
    connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    connector.setPort(0);
    server.addConnector(connector);
    server.setHandler(new CheckHandler());
    server.start();
  }

  int port() {
    return connector.getLocalPort();
  }

  /** Waits until a client has asked for {@code POST /stop}. */
  void awaitStopRequest() throws InterruptedException {
    stopRequested.await();
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }

  /** Answers {@code GET /NAME} with the result of that check. */
  private final class CheckHandler extends AbstractHandler {
    @Override
    public void handle(
        String target,
        Request baseRequest,
        HttpServletRequest request,
        HttpServletResponse response)
        throws IOException, ServletException {
      String name = target.substring(1);
      if (name.equals("stop") && request.getMethod().equals("POST")) {
        // Stated, because whether the server is stopping already would decide it else.
        response.setHeader("Connection", "close");
        answer(response, "{\"stopping\":true}");
        stopRequested.countDown();
      } else if (checks.has(name)) {
        try {
          answer(response, checks.run(name));
        } catch (IOException | RuntimeException e) {
          throw e;
        } catch (Exception e) {
          throw new ServletException(e);
        }
      } else {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
      }
      baseRequest.setHandled(true);
    }

    private void answer(HttpServletResponse response, String json) throws IOException {
      response.setContentType("application/json");
      response.getOutputStream().write(json.getBytes(StandardCharsets.UTF_8));
    }
  }
}
