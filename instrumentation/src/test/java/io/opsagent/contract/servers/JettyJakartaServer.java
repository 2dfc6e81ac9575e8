package io.opsagent.contract.servers;

import io.opsagent.contract.ServerHandler;
import java.util.concurrent.ScheduledExecutorService;

/** Jetty with its servlet container and one servlet of {@code jakarta.servlet}. */
public final class JettyJakartaServer extends JettyServletServer {

  @Override
  protected Object servlet(ServerHandler handler, ScheduledExecutorService timer) {
    return new JakartaContractServlet(handler, timer);
  }
}
