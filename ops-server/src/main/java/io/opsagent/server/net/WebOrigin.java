package io.opsagent.server.net;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * The origin of a web page (RFC 6454) in its normal form, so that two of them can be compared.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in lower case; an IPv6 address keeps its brackets
 * @param port 1 to 65535, the default of the scheme when none was given
 */
public record WebOrigin(String scheme, String host, int port) {

  /**
   * Reads {@code scheme://host[:port]}, also as the front part of a URL.
   *
   * @return empty for anything else: {@code null}, other schemes, user info, opaque text
   */
  public static Optional<WebOrigin> parse(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
    if (uri.getScheme() == null || uri.getRawAuthority() == null) {
      return Optional.empty();
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      return Optional.empty();
    }
    int schemePort = scheme.equals("https") ? 443 : 80;
    return Authority.parse(uri.getRawAuthority())
        .map(a -> new WebOrigin(scheme, a.host(), a.port() < 0 ? schemePort : a.port()));
  }

  /** Whether the host is a loopback literal or {@code localhost}. */
  public boolean isLoopback() {
    return LoopbackAddress.isLoopbackHost(host);
  }

  /** As a browser writes it: the port is left out when it is the default of the scheme. */
  @Override
  public String toString() {
    boolean isDefault = port == (scheme.equals("https") ? 443 : 80);
    return scheme + "://" + host + (isDefault ? "" : ":" + port);
  }
}
