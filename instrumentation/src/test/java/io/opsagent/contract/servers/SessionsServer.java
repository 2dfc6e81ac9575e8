package io.opsagent.contract.servers;

import io.opsagent.contract.ServerHandler;
import io.opsagent.contract.TestServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpSession;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Session;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat 9 with an application that has sessions: {@code /login} makes one, {@code /logout} ends
 * it, {@code /plain} does not ask for it, {@code /times} says how many sessions there are and when
 * Tomcat thinks that the one of the query was used, without using it.
 */
public final class SessionsServer implements TestServer {
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
    Context context = tomcat.addContext("", base.getPath());
    // Else Tomcat adds a valve that looks for somebody in the session, which uses it each time.
    context.setLoginConfig(new LoginConfig("NONE", null, null, null));
    Tomcat.addServlet(context, "sessions", new Sessions(context));
    context.addServletMappingDecoded("/*", "sessions");
    tomcat.start();
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public void stop() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }

  private static final class Sessions extends HttpServlet {
    private static final long serialVersionUID = 1;
    private final transient Context context;

    Sessions(Context context) {
      this.context = context;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      switch (String.valueOf(request.getPathInfo())) {
        case "/login" -> {
          HttpSession session = request.getSession();
          session.setAttribute("user", "bob");
          session.setAttribute("account", Map.of("number", 7));
          response.getWriter().print(session.getId());
        }
        case "/logout" -> request.getSession().invalidate();
        case "/times" -> response.getWriter().print(times(request.getQueryString()));
        default -> response.getWriter().print("plain");
      }
    }

    private String times(@Nullable String id) throws IOException {
      Session session = context.getManager().findSession(id);
      return context.getManager().getActiveSessions()
          + " sessions, used "
          + session.getThisAccessedTimeInternal()
          + " and before "
          + session.getLastAccessedTimeInternal();
    }
  }
}
