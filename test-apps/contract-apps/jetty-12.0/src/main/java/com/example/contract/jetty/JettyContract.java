package com.example.contract.jetty;

import com.example.contract.common.ContractMain;
import com.example.contract.common.Tls;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** The contract application (test-apps/contract/README.md) on Jetty 12.0 or 12.1. */
public final class JettyContract implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final int MAX_HEADER_BYTES = 32 * 1024;
  private static final int MAX_THREADS = 100;

  private final Server server;
  private final ServerConnector connector;
  private final @Nullable ServerConnector tlsConnector;

  private JettyContract(
      Server server, ServerConnector connector, @Nullable ServerConnector tlsConnector) {
    this.server = server;
    this.connector = connector;
    this.tlsConnector = tlsConnector;
  }

  /**
   * Starts the server on 127.0.0.1; its threads keep the JVM alive.
   *
   * @param port 0 for any
   * @throws Exception if Jetty cannot start
   */
  public static JettyContract start(int port) throws Exception {
    Server server = new Server(new QueuedThreadPool(MAX_THREADS));
    ServerConnector connector =
        new ServerConnector(server, new HttpConnectionFactory(configuration()));
    connector.setHost(HOST);
    connector.setPort(port);
    server.addConnector(connector);
    SSLContext tls = Tls.context();
    ServerConnector tlsConnector = tls == null ? null : tlsConnector(server, tls);
    if (tlsConnector != null) {
      server.addConnector(tlsConnector);
    }
    server.setHandler(HandlerTree.of(server));
    server.start();
    return new JettyContract(server, connector, tlsConnector);
  }

  /** The raw path is one of the cases, so Jetty must not refuse it. */
  private static HttpConfiguration configuration() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setRequestHeaderSize(MAX_HEADER_BYTES);
    configuration.setUriCompliance(UriCompliance.LEGACY);
    return configuration;
  }

  private static ServerConnector tlsConnector(Server server, SSLContext context) {
    SslContextFactory.Server ssl = new SslContextFactory.Server();
    ssl.setSslContext(context);
    HttpConfiguration secure = configuration();
    secure.addCustomizer(new SecureRequestCustomizer(false));
    ServerConnector connector =
        new ServerConnector(
            server, new SslConnectionFactory(ssl, "http/1.1"), new HttpConnectionFactory(secure));
    connector.setHost(HOST);
    return connector;
  }

  /** The port that accepts connections. */
  public int port() {
    return connector.getLocalPort();
  }

  /** The port that accepts TLS connections; 0 if there is none. */
  public int tlsPort() {
    return tlsConnector == null ? 0 : tlsConnector.getLocalPort();
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }

  /** The main class: takes a port, says which one it is, and runs until it is ended. */
  public static void main(String[] arguments) throws Exception {
    ContractMain.silence();
    JettyContract application = start(ContractMain.port(arguments));
    ContractMain.accepts(application.port(), application.tlsPort());
  }
}
