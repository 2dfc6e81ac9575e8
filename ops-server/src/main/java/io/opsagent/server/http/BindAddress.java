package io.opsagent.server.http;

import io.opsagent.settings.Ipv6Mode;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/** The address that the server binds to, by the keys {@code host} and {@code ipv6}. */
final class BindAddress {
  private BindAddress() {}

  /**
   * The address of a host. With IPv6 only, the loopback and wildcard addresses of IPv4 stand for
   * those of IPv6, and the other way round.
   *
   * @throws UnknownHostException if the host has no address of that kind; the message says so
   */
  static InetAddress of(String host, Ipv6Mode mode) throws UnknownHostException {
    InetAddress[] all = InetAddress.getAllByName(counterpart(host, mode));
    for (InetAddress address : all) {
      if (isOfKind(address, mode)) {
        return address;
      }
    }
    throw new UnknownHostException(
        host
            + " has no IPv"
            + (mode == Ipv6Mode.ONLY ? '6' : '4')
            + " address, and ipv6 is "
            + mode.name().toLowerCase(Locale.ROOT));
  }

  /** Whether a caller at this address may connect. */
  static boolean isOfKind(InetAddress address, Ipv6Mode mode) {
    return switch (mode) {
      case ONLY -> address instanceof Inet6Address;
      case DISABLE -> address instanceof Inet4Address;
      case ENABLE -> true;
    };
  }

  private static String counterpart(String host, Ipv6Mode mode) {
    return switch (mode) {
      case ONLY ->
          switch (host) {
            case "127.0.0.1" -> "::1";
            case "0.0.0.0" -> "::";
            default -> host;
          };
      case DISABLE ->
          switch (host) {
            case "::1", "[::1]" -> "127.0.0.1";
            case "::", "[::]" -> "0.0.0.0";
            default -> host;
          };
      case ENABLE -> host;
    };
  }
}
