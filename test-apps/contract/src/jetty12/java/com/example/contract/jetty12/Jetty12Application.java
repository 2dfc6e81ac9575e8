package com.example.contract.jetty12;

import com.example.contract.ContractListener;
import com.example.contract.EchoSocket;
import com.example.contract.FormListener;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.ee10.servlet.DefaultServlet;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.servlet.security.ConstraintSecurityHandler;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.security.Authenticator;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.security.authentication.BasicAuthenticator;
import org.eclipse.jetty.security.authentication.FormAuthenticator;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.server.handler.gzip.GzipHandler;
import org.eclipse.jetty.util.security.Credential;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * The contract application on embedded Jetty 12; the build makes the ee8 variant of this ee10 one.
 */
public final class Jetty12Application {
  private Jetty12Application() {}

  /**
   * Starts it.
   *
   * @param args the port; 0 takes a free one
   */
  public static void main(String[] args) throws Exception {
    Server server = new Server();
    HttpConfiguration plainConfiguration = configuration();
    ServerConnector plain =
        new ServerConnector(
            server,
            new HttpConnectionFactory(plainConfiguration),
            new HTTP2CServerConnectionFactory(plainConfiguration));
    plain.setHost("127.0.0.1");
    plain.setPort(Integer.parseInt(args[0]));
    server.addConnector(plain);
    ServerConnector tls = tls(server);
    server.addConnector(tls);
    ServerConnector strict = new ServerConnector(server, new HttpConnectionFactory());
    strict.setHost("127.0.0.1");
    server.addConnector(strict);
    GzipHandler gzip = new GzipHandler();
    gzip.setIncludedPaths("/app/compressed");
    gzip.setMinGzipSize(100);
    ContextHandlerCollection applications = new ContextHandlerCollection();
    applications.addHandler(application());
    applications.addHandler(formApplication());
    gzip.setHandler(applications);
    server.setHandler(gzip);
    server.start();
    System.out.println("contract application on port " + plain.getLocalPort());
    System.out.println("contract application on TLS port " + tls.getLocalPort());
    System.out.println("contract application on strict port " + strict.getLocalPort());
    server.join();
  }

  /** The raw path is one of the cases, so Jetty must not refuse it. */
  private static HttpConfiguration configuration() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setUriCompliance(UriCompliance.LEGACY);
    return configuration;
  }

  private static ServerConnector tls(Server server) {
    HttpConfiguration configuration = configuration();
    configuration.addCustomizer(new SecureRequestCustomizer(false));
    SslContextFactory.Server context = new SslContextFactory.Server();
    context.setKeyStorePath(System.getProperty("contract.keystore"));
    context.setKeyStorePassword("changeit");
    context.setKeyStoreType("PKCS12");
    ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
    alpn.setDefaultProtocol("http/1.1");
    ServerConnector tls =
        new ServerConnector(
            server,
            new SslConnectionFactory(context, alpn.getProtocol()),
            alpn,
            new HTTP2ServerConnectionFactory(configuration),
            new HttpConnectionFactory(configuration));
    tls.setHost("127.0.0.1");
    return tls;
  }

  private static ServletContextHandler application() {
    ServletContextHandler context =
        new ServletContextHandler(ServletContextHandler.SESSIONS | ServletContextHandler.SECURITY);
    context.setContextPath("/app");
    context.setBaseResourceAsString(System.getProperty("contract.files"));
    ServletHolder files = new ServletHolder("default", DefaultServlet.class);
    files.setInitParameter("dirAllowed", "false");
    context.addServlet(files, "/");
    context.addEventListener(new ContractListener());
    ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
    errors.addErrorPage(420, "/error-page");
    errors.addErrorPage(421, "/error-page");
    errors.addErrorPage(UnsupportedOperationException.class, "/error-page");
    context.setErrorHandler(errors);
    context.setSecurityHandler(security(new BasicAuthenticator()));
    context.getServletHandler().setDecodeAmbiguousURIs(true);
    JakartaWebSocketServletContainerInitializer.configure(
        context, (scope, sockets) -> sockets.addEndpoint(EchoSocket.class));
    return context;
  }

  private static ServletContextHandler formApplication() {
    ServletContextHandler context =
        new ServletContextHandler(ServletContextHandler.SESSIONS | ServletContextHandler.SECURITY);
    context.setContextPath(FormListener.CONTEXT_PATH);
    context.addEventListener(new FormListener());
    context.setSecurityHandler(
        security(new FormAuthenticator(FormListener.LOGIN_PAGE, FormListener.LOGIN_PAGE, false)));
    return context;
  }

  private static ConstraintSecurityHandler security(Authenticator authenticator) {
    UserStore users = new UserStore();
    users.addUser("alice", Credential.getCredential("wonderland"), new String[] {"reader"});
    HashLoginService login = new HashLoginService("contract");
    login.setUserStore(users);
    ConstraintSecurityHandler security = new ConstraintSecurityHandler();
    security.setAuthenticator(authenticator);
    security.setLoginService(login);
    return security;
  }
}
