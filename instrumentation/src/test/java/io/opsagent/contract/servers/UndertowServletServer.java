package io.opsagent.contract.servers;

import io.opsagent.contract.ServerHandler;
import io.opsagent.contract.TestServer;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.servlet.ServletException;
import org.jspecify.annotations.Nullable;

/** Undertow with its servlet container and one servlet. */
public final class UndertowServletServer implements TestServer {
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(4);
  private @Nullable Undertow undertow;

  @Override
  public int start(ServerHandler handler) throws ServletException {
    DeploymentInfo application =
        Servlets.deployment()
            .setClassLoader(UndertowServletServer.class.getClassLoader())
            .setContextPath("/")
            .setDeploymentName("contract")
            .addServlet(
                Servlets.servlet(
                        "contract",
                        ContractServlet.class,
                        new ImmediateInstanceFactory<>(new ContractServlet(handler, timer)))
                    .setAsyncSupported(true)
                    .addMapping("/app/*"))
            .addServlet(
                Servlets.servlet(
                        "cases",
                        ServletCases.class,
                        new ImmediateInstanceFactory<>(new ServletCases(timer)))
                    .setAsyncSupported(true)
                    .addMapping("/cases/*")
                    .addMapping("/exact")
                    .addMapping("*.cases"));
    DeploymentManager deployment = Servlets.newContainer().addDeployment(application);
    deployment.deploy();
    Undertow server =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setIoThreads(2)
            .setWorkerThreads(16)
            .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L)
            .setHandler(deployment.start())
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
    timer.shutdownNow();
  }
}
