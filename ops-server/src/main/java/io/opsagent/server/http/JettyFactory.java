package io.opsagent.server.http;

import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/** Makes Jetty small and silent: every limit of the server stands here. */
final class JettyFactory {
  static final int MAX_CONNECTIONS = 128;
  static final int MAX_BODY_BYTES = 1024 * 1024;
  private static final int MAX_REQUEST_HEADER_BYTES = 16 * 1024;
  private static final int IDLE_CONNECTION_MILLIS = 30_000;

  /** The system would give some MB to each connection whose caller does not read. */
  private static final int SEND_BUFFER_BYTES = 256 * 1024;

  private static final int MAX_POOLED_BUFFER_BYTES = 64 * 1024;
  private static final long MAX_BUFFER_POOL_BYTES = 4L * 1024 * 1024;

  private JettyFactory() {}

  /** A server with threads and buffers, without listener or handler. It is not started. */
  static Server server() {
    Server server =
        new Server(
            ServerThreads.pool(),
            ServerThreads.scheduler(),
            new ArrayByteBufferPool(
                0,
                -1,
                MAX_POOLED_BUFFER_BYTES,
                MAX_CONNECTIONS,
                MAX_BUFFER_POOL_BYTES,
                MAX_BUFFER_POOL_BYTES));
    server.setStopAtShutdown(false);
    return server;
  }

  /** A listener of the server that is neither added to it nor open. */
  static ServerConnector connector(Server server, @Nullable Tls tls) {
    HttpConnectionFactory http = new HttpConnectionFactory(configuration(tls != null));
    ConnectionFactory[] factories =
        tls == null
            ? new ConnectionFactory[] {http}
            : new ConnectionFactory[] {tls.connectionFactory(), http};
    ServerConnector connector = new ServerConnector(server, null, null, null, 1, 1, factories);
    connector.setIdleTimeout(IDLE_CONNECTION_MILLIS);
    connector.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
    return connector;
  }

  private static HttpConfiguration configuration(boolean isSecure) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setRequestHeaderSize(MAX_REQUEST_HEADER_BYTES);
    configuration.setIdleTimeout(IDLE_CONNECTION_MILLIS);
    configuration.setSendServerVersion(false);
    if (isSecure) {
      // The Host is checked at the door; 127.0.0.1 is in few certificates.
      configuration.addCustomizer(new SecureRequestCustomizer(false));
    }
    configuration.setSendXPoweredBy(false);
    // A doubled slash is a path that does not exist (operations-api.md 1.1), not a bad request.
    configuration.setUriCompliance(
        UriCompliance.DEFAULT.with("OPSAGENT", UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT));
    return configuration;
  }
}
