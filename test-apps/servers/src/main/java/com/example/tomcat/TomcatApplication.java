package com.example.tomcat;

import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/** The main class: serves on a free port of 127.0.0.1, says which, and runs until it is ended. */
public final class TomcatApplication {
  private TomcatApplication() {}

  /** Starts the server; its threads keep the JVM alive. */
  public static void main(String[] arguments) throws LifecycleException {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir("tomcat-base");
    tomcat.setHostname("127.0.0.1");
    tomcat.setPort(0);
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "hello", new Hello());
    context.addServletMappingDecoded("/hello", "hello");
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.start();
    System.out.println("Listening on port " + tomcat.getConnector().getLocalPort());
    tomcat.getServer().await();
  }

  private static final class Hello extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("text/plain;charset=UTF-8");
      response.getWriter().print("hello\n");
    }
  }
}
