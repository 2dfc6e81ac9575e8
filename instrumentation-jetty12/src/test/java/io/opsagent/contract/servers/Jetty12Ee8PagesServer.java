package io.opsagent.contract.servers;

import java.nio.file.Path;
import org.eclipse.jetty.ee8.nested.ServletConstraint;
import org.eclipse.jetty.ee8.security.ConstraintMapping;
import org.eclipse.jetty.ee8.security.ConstraintSecurityHandler;
import org.eclipse.jetty.ee8.security.authentication.BasicAuthenticator;
import org.eclipse.jetty.ee8.servlet.DefaultServlet;
import org.eclipse.jetty.ee8.servlet.ServletContextHandler;
import org.eclipse.jetty.ee8.servlet.ServletHolder;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.server.Handler;

/** Servlets of ee8 among what comes with Jetty. */
public final class Jetty12Ee8PagesServer extends Jetty12PagesServer {

  @Override
  Handler context(Path files, HashLoginService login) {
    ServletContextHandler context = new ServletContextHandler();
    context.setContextPath("/pages");
    context.setResourceBase(files.toString());
    ServletHolder pages = new ServletHolder(new JettyPages());
    pages.setAsyncSupported(true);
    for (String path : PATHS) {
      context.addServlet(pages, path);
    }
    context.addServlet(new ServletHolder("files", new DefaultServlet()), "/");
    ServletConstraint constraint = new ServletConstraint("BASIC", "user");
    constraint.setAuthenticate(true);
    ConstraintMapping mapping = new ConstraintMapping();
    mapping.setPathSpec("/user");
    mapping.setConstraint(constraint);
    ConstraintSecurityHandler security = new ConstraintSecurityHandler();
    security.setAuthenticator(new BasicAuthenticator());
    security.setLoginService(login);
    security.addConstraintMapping(mapping);
    context.setSecurityHandler(security);
    return context.getCoreContextHandler();
  }
}
