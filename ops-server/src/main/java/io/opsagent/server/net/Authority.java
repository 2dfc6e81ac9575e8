package io.opsagent.server.net;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Host and port as they stand in a {@code Host} header, a forwarding header or a URL.
 *
 * @param host in lower case; an IPv6 address keeps its brackets
 * @param port 0 to 65535, or -1 when none was given
 */
public record Authority(String host, int port) {
  private static final Pattern TEXT =
      Pattern.compile("(\\[[0-9A-Fa-f:.]{2,45}]|[A-Za-z0-9._~-]{1,255})(?::(\\d{1,5}))?");

  /** Reads {@code host} or {@code host:port}; empty when it is neither (user info, blanks, ...). */
  public static Optional<Authority> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String portText = matcher.group(2);
    int port = portText == null ? -1 : Integer.parseInt(portText);
    if (port > 65_535) {
      return Optional.empty();
    }
    return Optional.of(new Authority(matcher.group(1).toLowerCase(Locale.ROOT), port));
  }

  /** Whether the host is a loopback literal or {@code localhost}. */
  public boolean isLoopback() {
    return LoopbackAddress.isLoopbackHost(host);
  }
}
