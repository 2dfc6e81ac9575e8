package io.opsagent.contract.servers;

import io.opsagent.contract.ServerHandler;
import io.opsagent.contract.TestServer;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import java.net.InetSocketAddress;
import javax.servlet.ServletException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.DispatcherServlet;

/** Spring MVC in Undertow's servlet container. */
public final class SpringUndertowServer implements TestServer {
  private @Nullable Undertow undertow;

  @Override
  public int start(ServerHandler handler) throws ServletException {
    DeploymentInfo application =
        Servlets.deployment()
            .setClassLoader(SpringUndertowServer.class.getClassLoader())
            .setContextPath("/shop")
            .setDeploymentName("shop")
            .addServlet(
                Servlets.servlet("dispatcher", DispatcherServlet.class)
                    .addInitParam(
                        "contextConfigLocation",
                        "classpath:io/opsagent/contract/servers/spring.xml")
                    .setLoadOnStartup(1)
                    .addMapping("/"));
    DeploymentManager deployment = Servlets.newContainer().addDeployment(application);
    deployment.deploy();
    Undertow server =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setIoThreads(2)
            .setWorkerThreads(8)
            .setHandler(Handlers.path().addPrefixPath("/shop", deployment.start()))
            .build();
    server.start();
    undertow = server;
    return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
  }

  @Override
  public void stop() {
    Undertow server = undertow;
    if (server != null) {
      server.stop();
    }
  }
}
