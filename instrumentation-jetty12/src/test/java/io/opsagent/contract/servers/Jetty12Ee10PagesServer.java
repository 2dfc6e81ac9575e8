package io.opsagent.contract.servers;

import java.nio.file.Path;
import org.eclipse.jetty.ee10.servlet.DefaultServlet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.servlet.security.ConstraintMapping;
import org.eclipse.jetty.ee10.servlet.security.ConstraintSecurityHandler;
import org.eclipse.jetty.security.Constraint;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.authentication.BasicAuthenticator;
import org.eclipse.jetty.server.Handler;

/** Servlets of ee10 among what comes with Jetty. */
public final class Jetty12Ee10PagesServer extends Jetty12PagesServer {

  @Override
  Handler context(Path files, HashLoginService login) {
    ServletContextHandler context = new ServletContextHandler("/pages");
    context.setBaseResourceAsPath(files);
    ServletHolder pages = new ServletHolder(new JakartaPages());
    pages.setAsyncSupported(true);
    for (String path : PATHS) {
      context.addServlet(pages, path);
    }
    context.addServlet(new ServletHolder("files", new DefaultServlet()), "/");
    ConstraintMapping mapping = new ConstraintMapping();
    mapping.setPathSpec("/user");
    mapping.setConstraint(Constraint.from("user"));
    ConstraintSecurityHandler security = new ConstraintSecurityHandler();
    security.setAuthenticator(new BasicAuthenticator());
    security.setLoginService(login);
    security.addConstraintMapping(mapping);
    context.setSecurityHandler(security);
    return context;
  }
}
