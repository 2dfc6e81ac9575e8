package io.opsagent.server.http;

import io.opsagent.settings.Ipv6Mode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;

/** Opens listening sockets that are alike but for their address. */
final class Sockets {
  private final Ipv6Mode ipv6;

  Sockets(Ipv6Mode ipv6) {
    this.ipv6 = ipv6;
  }

  /** A socket that listens; callers wait in the system's queue until somebody accepts them. */
  ServerSocketChannel open(String host, int port) throws IOException {
    InetAddress address = BindAddress.of(host, ipv6);
    ServerSocketChannel channel =
        ipv6 == Ipv6Mode.DISABLE
            ? ServerSocketChannel.open(StandardProtocolFamily.INET)
            : ServerSocketChannel.open();
    boolean isOpen = false;
    try {
      channel.socket().setReuseAddress(true);
      channel.bind(new InetSocketAddress(address, port));
      isOpen = true;
      return channel;
    } finally {
      if (!isOpen) {
        channel.close();
      }
    }
  }
}
