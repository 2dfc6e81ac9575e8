package io.opsagent.contract.servers;

import io.opsagent.contract.ServerHandler;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.jetty.ee8.servlet.ServletContextHandler;
import org.eclipse.jetty.ee8.servlet.ServletHolder;
import org.eclipse.jetty.server.Handler;

/** Jetty 12 with its servlet container of ee8, that of Jetty 9 to 11, and one servlet. */
public final class Jetty12Ee8Server extends Jetty12Server {

  @Override
  protected Handler handlerOf(ServerHandler handler, ScheduledExecutorService timer) {
    ServletHolder servlet = new ServletHolder(new ContractServlet(handler, timer));
    servlet.setAsyncSupported(true);
    ServletContextHandler context = new ServletContextHandler();
    context.setContextPath("/");
    context.addServlet(servlet, "/app/*");
    return context.getCoreContextHandler();
  }
}
