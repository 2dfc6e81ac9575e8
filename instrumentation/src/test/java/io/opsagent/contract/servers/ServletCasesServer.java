package io.opsagent.contract.servers;

import io.opsagent.contract.ServerHandler;
import io.opsagent.contract.TestServer;
import java.io.File;
import java.nio.file.Files;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** Tomcat 9 with {@link ServletCases}, a filter before them, and an error page for 418. */
public final class ServletCasesServer implements TestServer {
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(4);
  private final Tomcat tomcat = new Tomcat();

  @Override
  public int start(ServerHandler handler) throws Exception {
    TomcatURLStreamHandlerFactory.disable();
    File base = Files.createTempDirectory("contract-tomcat").toFile();
    base.deleteOnExit();
    tomcat.setBaseDir(base.getPath());
    tomcat.setHostname("127.0.0.1");
    tomcat.setPort(0);
    tomcat.setSilent(true);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("/web", base.getPath());
    Wrapper servlet = Tomcat.addServlet(context, "cases", new ServletCases(timer));
    servlet.setAsyncSupported(true);
    context.addServletMappingDecoded("/cases/*", "cases");
    Wrapper fallback = Tomcat.addServlet(context, "default", new ServletCases(timer));
    context.addServletMappingDecoded("/", fallback.getName());
    addFilter(context);
    ErrorPage page = new ErrorPage();
    page.setErrorCode(418);
    page.setLocation("/cases/error-page");
    context.addErrorPage(page);
    tomcat.start();
    return tomcat.getConnector().getLocalPort();
  }

  private static void addFilter(Context context) {
    FilterDef definition = new FilterDef();
    definition.setFilterName("filter");
    definition.setFilter(new CasesFilter());
    definition.setAsyncSupported("true");
    context.addFilterDef(definition);
    FilterMap map = new FilterMap();
    map.setFilterName("filter");
    map.addURLPattern("/*");
    context.addFilterMap(map);
  }

  @Override
  public void stop() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
    timer.shutdownNow();
  }
}
