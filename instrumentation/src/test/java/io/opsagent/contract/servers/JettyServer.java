package io.opsagent.contract.servers;

import io.opsagent.contract.ServerHandler;
import io.opsagent.contract.TestServer;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.AbstractHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty with one handler and no servlet container. */
public class JettyServer implements TestServer {
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(4);
  private final Server server = new Server(new QueuedThreadPool(40));

  @Override
  public int start(ServerHandler handler) throws Exception {
    HttpConfiguration http = new HttpConfiguration();
    acceptOddPaths(http);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    connector.setPort(0);
    server.addConnector(connector);
    server.setHandler(handlerOf(handler, timer));
    server.start();
    return connector.getLocalPort();
  }

  /** From 10 on Jetty refuses some of the contract's paths, unless told otherwise. */
  private static void acceptOddPaths(HttpConfiguration http) throws ReflectiveOperationException {
    for (Method method : HttpConfiguration.class.getMethods()) {
      if (method.getName().equals("setUriCompliance")) {
        method.invoke(http, method.getParameterTypes()[0].getField("LEGACY").get(null));
      }
    }
  }

  /** What serves the application. */
  protected Handler handlerOf(ServerHandler handler, ScheduledExecutorService timer)
      throws Exception {
    return new OneHandler(new ContractServlet(handler, timer));
  }

  @Override
  public void stop() throws Exception {
    server.stop();
    timer.shutdownNow();
  }

  private static final class OneHandler extends AbstractHandler {
    private final ContractServlet servlet;

    OneHandler(ContractServlet servlet) {
      this.servlet = servlet;
    }

    @Override
    public void handle(
        String target,
        Request baseRequest,
        HttpServletRequest request,
        HttpServletResponse response)
        throws IOException, ServletException {
      baseRequest.setHandled(true);
      // The protected method: the other one is that of a servlet container.
      servlet.service(request, response);
    }
  }
}
