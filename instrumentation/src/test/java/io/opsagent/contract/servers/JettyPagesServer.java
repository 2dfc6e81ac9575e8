package io.opsagent.contract.servers;

import io.opsagent.contract.ServerHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.jetty.security.ConstraintMapping;
import org.eclipse.jetty.security.ConstraintSecurityHandler;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.security.authentication.BasicAuthenticator;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.handler.gzip.GzipHandler;
import org.eclipse.jetty.servlet.DefaultServlet;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.eclipse.jetty.util.security.Constraint;
import org.eclipse.jetty.util.security.Password;

/** A context with what comes with Jetty: login, compression, static files, error pages. */
public final class JettyPagesServer extends JettyServer {

  @Override
  protected Handler handlerOf(ServerHandler unused, ScheduledExecutorService timer)
      throws Exception {
    Path files = Files.createTempDirectory("contract-jetty");
    files.toFile().deleteOnExit();
    Path file =
        Files.write(
            files.resolve("a.txt"), JettyPages.TEXT.repeat(60).getBytes(StandardCharsets.UTF_8));
    file.toFile().deleteOnExit();
    ServletContextHandler context = new ServletContextHandler();
    context.setContextPath("/pages");
    context.setResourceBase(files.toString());
    ServletHolder pages = new ServletHolder(new JettyPages());
    pages.setAsyncSupported(true);
    for (String path :
        new String[] {
          "/reset",
          "/fails",
          "/text",
          "/own-gzip",
          "/form",
          "/attributes",
          "/forward",
          "/again",
          "/timeout",
          "/broken-later",
          "/cut-later",
          "/user",
          "/hello",
          "*.page"
        }) {
      context.addServlet(pages, path);
    }
    context.addServlet(new ServletHolder("files", new DefaultServlet()), "/");
    context.setSecurityHandler(security());
    GzipHandler gzip = new GzipHandler();
    gzip.setHandler(context);
    return gzip;
  }

  private static ConstraintSecurityHandler security() {
    UserStore users = new UserStore();
    users.addUser("alice", new Password("wonderland"), new String[] {"user"});
    HashLoginService login = new HashLoginService("contract");
    login.setUserStore(users);
    Constraint constraint = new Constraint(Constraint.__BASIC_AUTH, "user");
    constraint.setAuthenticate(true);
    ConstraintMapping mapping = new ConstraintMapping();
    mapping.setPathSpec("/user");
    mapping.setConstraint(constraint);
    ConstraintSecurityHandler security = new ConstraintSecurityHandler();
    security.setAuthenticator(new BasicAuthenticator());
    security.setLoginService(login);
    security.addConstraintMapping(mapping);
    return security;
  }
}
