package io.opsagent.contract.servers;

import io.opsagent.contract.ServerHandler;
import io.opsagent.contract.TestServer;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.InstanceFactory;
import io.undertow.servlet.api.ServletInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** Undertow 2.3 with its servlet container and one servlet. */
public final class JakartaUndertowServletServer implements TestServer {
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(4);
  private @Nullable Undertow undertow;

  @Override
  public int start(ServerHandler handler) throws Exception {
    DeploymentInfo application =
        Servlets.deployment()
            .setClassLoader(JakartaUndertowServletServer.class.getClassLoader())
            .setContextPath("/")
            .setDeploymentName("contract")
            .addServlet(servlet(new JakartaContractServlet(handler, timer)));
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

  /** Raw types: this is compiled against Undertow 2.2, where the servlet is one of javax. */
  @SuppressWarnings({"rawtypes", "unchecked"})
  private static ServletInfo servlet(JakartaContractServlet servlet) {
    InstanceFactory factory = new ImmediateInstanceFactory(servlet);
    return Servlets.servlet("contract", (Class) JakartaContractServlet.class, factory)
        .setAsyncSupported(true)
        .addMapping("/app/*");
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
