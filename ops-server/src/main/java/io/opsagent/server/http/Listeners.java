package io.opsagent.server.http;

import io.opsagent.settings.Ipv6Mode;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/**
 * The open sockets of the server. There is always one on the loopback interface: if the chosen host
 * is another interface, a second one on any port is opened beside it.
 */
final class Listeners {
  private static final int MAX_PORT_TRIES = 20;
  private static final List<String> LOOPBACK_HOSTS = List.of("127.0.0.1", "::1");

  private final List<ServerConnector> connectors;
  private final String scheme;
  private final boolean isIpv6Only;
  private final @Nullable String portNote;

  private Listeners(
      List<ServerConnector> connectors,
      String scheme,
      boolean isIpv6Only,
      @Nullable String portNote) {
    this.scheme = scheme;
    this.isIpv6Only = isIpv6Only;
    this.connectors = List.copyOf(connectors);
    this.portNote = portNote;
  }

  /**
   * Opens the sockets and adds them to the server, which does not accept from them yet.
   *
   * @throws ServerStartException with one line for the operator; nothing is left open then
   */
  static Listeners open(
      Server server,
      OperationsServerSettings settings,
      @Nullable Tls tls,
      ConnectionBound connections) {
    Sockets sockets = new Sockets(server, tls, settings.ipv6(), connections);
    List<ServerConnector> opened = new ArrayList<>();
    try {
      ServerConnector main = openMain(sockets, settings);
      opened.add(main);
      if (!reachesLoopback(main)) {
        opened.add(openLoopback(sockets));
      }
      opened.forEach(server::addConnector);
      return new Listeners(
          opened,
          tls == null ? "http" : "https",
          settings.ipv6() == Ipv6Mode.ONLY,
          portNote(settings, main.getLocalPort()));
    } catch (ServerStartException e) {
      opened.forEach(ServerConnector::close);
      throw e;
    }
  }

  /** Port of the listener on the chosen host. */
  int port() {
    return connectors.get(0).getLocalPort();
  }

  /** {@code http://ADDRESS:PORT}, or https, of the listener on the loopback interface. */
  String loopbackUrl() {
    ServerConnector last = connectors.get(connectors.size() - 1);
    String anyLoopback = isIpv6Only ? "::1" : "127.0.0.1";
    InetAddress address = boundAddress(last);
    String host = address.isAnyLocalAddress() ? anyLoopback : address.getHostAddress();
    int zone = host.indexOf('%');
    String plain = zone < 0 ? host : host.substring(0, zone);
    String urlHost = plain.contains(":") ? "[::1]" : plain;
    return scheme + "://" + urlHost + ":" + last.getLocalPort();
  }

  /** One line about a port that was not the default one, or null. */
  @Nullable String portNote() {
    return portNote;
  }

  void close() {
    connectors.forEach(ServerConnector::close);
  }

  private static boolean reachesLoopback(ServerConnector connector) {
    InetAddress address = boundAddress(connector);
    return address.isAnyLocalAddress() || address.isLoopbackAddress();
  }

  /** What the host came to, which for a name is not known before. */
  private static InetAddress boundAddress(ServerConnector connector) {
    ServerSocketChannel channel = (ServerSocketChannel) connector.getTransport();
    return channel.socket().getInetAddress();
  }

  private static ServerConnector openMain(Sockets sockets, OperationsServerSettings settings) {
    int first = settings.port();
    int tries = settings.portIsExplicit() || first == 0 ? 1 : MAX_PORT_TRIES;
    int last = Math.min(first + tries - 1, 65_535);
    IOException failure = new IOException("no port was tried");
    for (int port = first; port <= last; port++) {
      try {
        return sockets.open(settings.host(), port);
      } catch (IOException e) {
        failure = e;
        if (!isPortInUse(sockets, settings.host(), e)) {
          throw cannotListen(settings.host(), port, e);
        }
      }
    }
    String what =
        last == first
            ? "Port " + first + " on " + settings.host() + " is in use by another process."
            : "Ports "
                + first
                + " to "
                + last
                + " on "
                + settings.host()
                + " are in use by other processes.";
    throw new ServerStartException(what + " Set port to a free one, or 0 for any.", failure);
  }

  private static ServerConnector openLoopback(Sockets sockets) {
    IOException failure = new IOException("no address was tried");
    for (String host : LOOPBACK_HOSTS) {
      try {
        return sockets.open(host, 0);
      } catch (IOException e) {
        failure = e;
      }
    }
    throw cannotListen(LOOPBACK_HOSTS.get(0), 0, failure);
  }

  /** A port is in use if the same address has other ports to give. */
  private static boolean isPortInUse(Sockets sockets, String host, IOException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    if (!(cause instanceof BindException) || isPermissionDenied(cause)) {
      return false;
    }
    try {
      sockets.open(host, 0).close();
      return true;
    } catch (IOException addressFails) {
      return false;
    }
  }

  private static boolean isPermissionDenied(Throwable cause) {
    return String.valueOf(cause.getMessage()).contains("Permission denied");
  }

  private static ServerStartException cannotListen(String host, int port, IOException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String way =
        isPermissionDenied(cause)
            ? "Set port to one above 1023, or 0 for any."
            : "Set host to an address of this machine, such as 127.0.0.1 or 0.0.0.0.";
    String reason =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new ServerStartException(
        "Cannot listen on " + host + ", port " + port + ": " + reason + ". " + way, e);
  }

  private static @Nullable String portNote(OperationsServerSettings settings, int taken) {
    if (settings.port() == 0 || settings.port() == taken) {
      return null;
    }
    return "Port "
        + settings.port()
        + " on "
        + settings.host()
        + " is in use by another process. "
        + taken
        + " is used instead. Set port to choose another.";
  }
}
