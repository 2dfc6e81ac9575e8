package io.opsagent.contract.servers;

import io.opsagent.contract.ServerHandler;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Handler;

/** Jetty 12 with its servlet container of ee10 and one servlet. */
public final class Jetty12Ee10Server extends Jetty12Server {

  @Override
  protected Handler handlerOf(ServerHandler handler, ScheduledExecutorService timer) {
    ServletHolder servlet = new ServletHolder(new JakartaContractServlet(handler, timer));
    servlet.setAsyncSupported(true);
    ServletContextHandler context = new ServletContextHandler("/");
    context.getServletHandler().setDecodeAmbiguousURIs(true);
    context.addServlet(servlet, "/app/*");
    return context;
  }
}
