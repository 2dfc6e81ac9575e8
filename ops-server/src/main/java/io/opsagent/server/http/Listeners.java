package io.opsagent.server.http;

import io.opsagent.settings.Ipv6Mode;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open sockets of the server. There is always one on the loopback interface: if the chosen host
 * is another interface, a second one on any port is opened beside it.
 */
final class Listeners {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
  private static final int MAX_PORT_TRIES = 20;
  private static final List<String> LOOPBACK_HOSTS = List.of("127.0.0.1", "::1");

  private final List<ServerSocketChannel> channels;
  private final String scheme;
  private final boolean isIpv6Only;
  private final @Nullable String portNote;

  private Listeners(
      List<ServerSocketChannel> channels,
      String scheme,
      boolean isIpv6Only,
      @Nullable String portNote) {
    this.scheme = scheme;
    this.isIpv6Only = isIpv6Only;
    this.channels = List.copyOf(channels);
    this.portNote = portNote;
  }

  /**
   * Opens the sockets; nobody accepts from them yet.
   *
   * @throws ServerStartException with one line for the operator; nothing is left open then
   */
  static Listeners open(OperationsServerSettings settings) {
    Sockets sockets = new Sockets(settings.ipv6());
    List<ServerSocketChannel> opened = new ArrayList<>();
    try {
      ServerSocketChannel main = openMain(sockets, settings);
      opened.add(main);
      if (!reachesLoopback(main)) {
        opened.add(openLoopback(sockets));
      }
      return new Listeners(
          opened,
          settings.tls() == null ? "http" : "https",
          settings.ipv6() == Ipv6Mode.ONLY,
          portNote(settings, main.socket().getLocalPort()));
    } catch (ServerStartException e) {
      close(opened);
      throw e;
    }
  }

  /** The sockets, that on the chosen host first. */
  List<ServerSocketChannel> channels() {
    return channels;
  }

  /** Port of the listener on the chosen host. */
  int port() {
    return channels.get(0).socket().getLocalPort();
  }

  /** {@code http://ADDRESS:PORT}, or https, of the listener on the loopback interface. */
  String loopbackUrl() {
    ServerSocketChannel last = channels.get(channels.size() - 1);
    String anyLoopback = isIpv6Only ? "::1" : "127.0.0.1";
    InetAddress address = boundAddress(last);
    String host = address.isAnyLocalAddress() ? anyLoopback : address.getHostAddress();
    int zone = host.indexOf('%');
    String plain = zone < 0 ? host : host.substring(0, zone);
    String urlHost = plain.contains(":") ? "[::1]" : plain;
    return scheme + "://" + urlHost + ":" + last.socket().getLocalPort();
  }

  /** One line about a port that was not the default one, or null. */
  @Nullable String portNote() {
    return portNote;
  }

  void close() {
    close(channels);
  }

  private static void close(List<ServerSocketChannel> channels) {
    for (ServerSocketChannel channel : channels) {
      try {
        channel.close();
      } catch (IOException e) {
        LOG.warn("A listening socket did not close cleanly", e);
      }
    }
  }

  private static boolean reachesLoopback(ServerSocketChannel channel) {
    InetAddress address = boundAddress(channel);
    return address.isAnyLocalAddress() || address.isLoopbackAddress();
  }

  /** What the host came to, which for a name is not known before. */
  private static InetAddress boundAddress(ServerSocketChannel channel) {
    return channel.socket().getInetAddress();
  }

  private static ServerSocketChannel openMain(Sockets sockets, OperationsServerSettings settings) {
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

  private static ServerSocketChannel openLoopback(Sockets sockets) {
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
