package io.opsagent.contract.servers;

import io.opsagent.contract.ServerHandler;
import io.opsagent.contract.TestServer;
import java.io.File;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;

/**
 * Spring MVC in embedded Tomcat, put together by names only, so that the same class file works with
 * javax and with jakarta versions of both.
 */
public class SpringServer implements TestServer {
  private final Tomcat tomcat = new Tomcat();

  /** XML, because the oldest version cannot read the class files of this JDK. */
  protected String configuration() {
    return "classpath:io/opsagent/contract/servers/spring.xml";
  }

  @Override
  public int start(ServerHandler handler) throws Exception {
    // There is one factory for each JVM, and several Tomcats here.
    TomcatURLStreamHandlerFactory.disable();
    File base = Files.createTempDirectory("contract-spring").toFile();
    base.deleteOnExit();
    tomcat.setBaseDir(base.getPath());
    tomcat.setPort(0);
    tomcat.setSilent(true);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("/shop", base.getPath());
    context.setParentClassLoader(SpringServer.class.getClassLoader());
    Wrapper dispatcher =
        Tomcat.addServlet(
            context, "dispatcher", "org.springframework.web.servlet.DispatcherServlet");
    dispatcher.addInitParameter("contextConfigLocation", configuration());
    dispatcher.setLoadOnStartup(1);
    context.addServletMappingDecoded("/", "dispatcher");
    tomcat.start();
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public void stop() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }
}
