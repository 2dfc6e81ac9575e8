package io.opsagent.server.http;

import io.opsagent.settings.Ipv6Mode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/** Opens listeners that are alike but for their address. */
final class Sockets {
  private final Server server;
  private final @Nullable Tls tls;
  private final Ipv6Mode ipv6;
  private final ConnectionBound connections;

  Sockets(Server server, @Nullable Tls tls, Ipv6Mode ipv6, ConnectionBound connections) {
    this.server = server;
    this.tls = tls;
    this.ipv6 = ipv6;
    this.connections = connections;
  }

  /** A listener that is open and not added to the server. */
  ServerConnector open(String host, int port) throws IOException {
    InetAddress address = BindAddress.of(host, ipv6);
    ServerConnector connector = JettyFactory.connector(server, tls);
    connector.addEventListener(connections);
    if (ipv6 == Ipv6Mode.ONLY) {
      connector.addEventListener(new Ipv6Callers());
    }
    connector.setHost(address.getHostAddress());
    connector.setPort(port);
    ServerSocketChannel channel =
        ipv6 == Ipv6Mode.DISABLE
            ? ServerSocketChannel.open(StandardProtocolFamily.INET)
            : ServerSocketChannel.open();
    boolean isOpen = false;
    try {
      channel.socket().setReuseAddress(connector.getReuseAddress());
      channel.bind(new InetSocketAddress(address, port), connector.getAcceptQueueSize());
      connector.open(channel);
      isOpen = true;
      return connector;
    } finally {
      if (!isOpen) {
        channel.close();
      }
    }
  }

  /** A socket on all addresses takes IPv4 callers, too, and Java cannot tell it not to. */
  private static final class Ipv6Callers implements Connection.Listener {
    @Override
    public void onOpened(Connection connection) {
      if (connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress remote
          && !BindAddress.isOfKind(remote.getAddress(), Ipv6Mode.ONLY)) {
        connection.getEndPoint().close();
      }
    }
  }
}
