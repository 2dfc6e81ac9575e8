package io.opsagent.benchmarks.overhead.app.tomcat;

import io.opsagent.benchmarks.overhead.app.Control;
import io.opsagent.benchmarks.overhead.app.Payload;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/**
 * A Tomcat with one servlet: {@code /tiny}, {@code /json}, {@code /echo} and {@code /fail}. With
 * the system property {@code filter} the class of that name is put in front of it.
 */
public final class TomcatApplication {
  private TomcatApplication() {}

  public static void main(String[] args) throws Exception {
    Control.mainEntered();
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
    Connector connector = new Connector();
    connector.setPort(Integer.getInteger("port", 0));
    connector.setProperty("address", "127.0.0.1");
    // The client keeps its connections, as a proxy would.
    connector.setProperty("maxKeepAliveRequests", "-1");
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", null);
    String filter = System.getProperty("filter");
    if (filter != null) {
      addFilter(context, (Filter) Class.forName(filter).getDeclaredConstructor().newInstance());
    }
    Tomcat.addServlet(context, "shop", new Shop());
    context.addServletMappingDecoded("/*", "shop");
    tomcat.start();
    Control.listen("-exec-");
    tomcat.getServer().await();
  }

  private static void addFilter(Context context, Filter filter) {
    FilterDef definition = new FilterDef();
    definition.setFilterName("filter");
    definition.setFilter(filter);
    definition.setFilterClass(filter.getClass().getName());
    definition.setAsyncSupported("true");
    context.addFilterDef(definition);
    FilterMap map = new FilterMap();
    map.setFilterName("filter");
    map.addURLPattern("/*");
    context.addFilterMap(map);
  }

  private static final class Shop extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      switch (request.getPathInfo()) {
        case "/tiny" -> write(response, "text/plain", Payload.TINY);
        case "/json" -> write(response, Payload.JSON_TYPE, Payload.JSON);
        default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
      }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      byte[] body = request.getInputStream().readAllBytes();
      if (request.getPathInfo().equals("/fail")) {
        throw Payload.failure();
      }
      write(response, Payload.JSON_TYPE, body);
    }

    private static void write(HttpServletResponse response, String type, byte[] body)
        throws IOException {
      response.setContentType(type);
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
    }
  }
}
