package io.opsagent.server.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells whether text names this machine's loopback interface. Only plain address literals and the
 * name {@code localhost} are known; no name is ever looked up (operations-api.md 3.2, design.md 8).
 */
public final class LoopbackAddress {
  private static final Pattern IPV4 =
      Pattern.compile(
          "(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

  private LoopbackAddress() {}

  /**
   * Whether this is a loopback address in digits: 127.0.0.0/8, {@code ::1}, or the former mapped
   * into IPv6. Brackets and a zone ({@code %lo}) are taken off; anything else is not loopback,
   * short and octal forms such as {@code 127.1} included.
   */
  public static boolean isLoopbackLiteral(String text) {
    String address = withoutBrackets(text);
    Matcher ipv4 = IPV4.matcher(address);
    if (ipv4.matches()) {
      return ipv4.group(1).equals("127")
          && Integer.parseInt(ipv4.group(2)) <= 255
          && Integer.parseInt(ipv4.group(3)) <= 255
          && Integer.parseInt(ipv4.group(4)) <= 255;
    }
    int zone = address.indexOf('%');
    String ipv6 = zone < 0 ? address : address.substring(0, zone);
    if (ipv6.indexOf(':') < 0 || !IPV6.matcher(ipv6).matches()) {
      return false;
    }
    try {
      // In brackets the JDK takes it as a literal or fails: it never asks a name service.
      return InetAddress.getByName("[" + ipv6 + "]").isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Whether this is {@code localhost} in any case or a loopback literal. */
  public static boolean isLoopbackHost(String host) {
    return host.toLowerCase(Locale.ROOT).equals("localhost") || isLoopbackLiteral(host);
  }

  private static String withoutBrackets(String text) {
    return text.length() > 2 && text.startsWith("[") && text.endsWith("]")
        ? text.substring(1, text.length() - 1)
        : text;
  }
}
