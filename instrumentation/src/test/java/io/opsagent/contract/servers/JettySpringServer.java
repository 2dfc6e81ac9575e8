package io.opsagent.contract.servers;

import io.opsagent.contract.ServerHandler;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;

/** Spring MVC in Jetty. */
public final class JettySpringServer extends JettyServer {

  @Override
  protected Handler handlerOf(ServerHandler unused, ScheduledExecutorService timer) {
    ServletHolder dispatcher = new ServletHolder();
    dispatcher.setClassName("org.springframework.web.servlet.DispatcherServlet");
    dispatcher.setInitParameter(
        "contextConfigLocation", "classpath:io/opsagent/contract/servers/spring.xml");
    dispatcher.setInitOrder(1);
    ServletContextHandler context = new ServletContextHandler();
    context.setContextPath("/shop");
    context.setClassLoader(JettySpringServer.class.getClassLoader());
    context.addServlet(dispatcher, "/");
    return context;
  }
}
