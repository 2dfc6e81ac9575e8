package io.opsagent.contract.servers;

import io.opsagent.contract.ServerHandler;
import java.lang.reflect.Method;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;

/** Jetty with its servlet container and one servlet. */
public class JettyServletServer extends JettyServer {

  @Override
  protected Handler handlerOf(ServerHandler handler, ScheduledExecutorService timer)
      throws Exception {
    ServletHolder holder = new ServletHolder();
    holder.setAsyncSupported(true);
    // By name, so that the same class file works with javax and with jakarta versions.
    for (Method method : ServletHolder.class.getMethods()) {
      if (method.getName().equals("setServlet")) {
        method.invoke(holder, servlet(handler, timer));
      }
    }
    ServletContextHandler context = new ServletContextHandler();
    context.setContextPath("/");
    context.addServlet(holder, "/app/*");
    return context;
  }

  /** The servlet, of the namespace that this Jetty knows. */
  protected Object servlet(ServerHandler handler, ScheduledExecutorService timer) {
    return new ContractServlet(handler, timer);
  }
}
