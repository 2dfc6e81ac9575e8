package io.opsagent.contract.servers;

import io.opsagent.contract.ServerHandler;
import io.opsagent.contract.TestServer;
import jakarta.servlet.Servlet;
import java.io.File;
import java.nio.file.Files;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;

/** Embedded Tomcat 10.1 or 11 with one servlet for every path below its context. */
public final class JakartaTomcatServer implements TestServer {
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(4);
  private final Tomcat tomcat = new Tomcat();

  @Override
  public int start(ServerHandler handler) throws Exception {
    // There is one factory for each JVM, and several Tomcats here.
    TomcatURLStreamHandlerFactory.disable();
    File base = Files.createTempDirectory("contract-tomcat").toFile();
    base.deleteOnExit();
    tomcat.setBaseDir(base.getPath());
    tomcat.setHostname("127.0.0.1");
    tomcat.setPort(0);
    tomcat.setSilent(true);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
    Context context = tomcat.addContext("/web", base.getPath());
    // By reflection: this is compiled against Tomcat 9, where the servlet is one of javax.
    Wrapper servlet =
        (Wrapper)
            Tomcat.class
                .getMethod("addServlet", Context.class, String.class, Servlet.class)
                .invoke(null, context, "contract", new JakartaContractServlet(handler, timer));
    servlet.setAsyncSupported(true);
    context.addServletMappingDecoded("/app/*", "contract");
    tomcat.start();
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public void stop() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
    timer.shutdownNow();
  }
}
