package io.opsagent.server.http;

import io.opsagent.server.api.OpsApiUrl;
import io.opsagent.server.net.Authority;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The hosts under which this server may be asked (issue of DNS rebinding): loopback, the host that
 * it is bound to, the address that the connection came in by, the host of an absolute {@code
 * route}, and those of {@code allowed-hosts}. A name is compared, never looked up: what it resolves
 * to is in the hand of whoever owns it.
 */
final class AllowedHosts {
  private final Set<String> names = new HashSet<>();

  AllowedHosts(OperationsServerSettings settings, OpsApiUrl opsApi) {
    names.add(opsApi.origin().host());
    if (!isWildcard(settings.host())) {
      names.add(asInUrl(settings.host()));
    }
    settings.allowedHosts().forEach(host -> names.add(asInUrl(host)));
  }

  /**
   * Whether a request may name this host, on any port: a tunnel or a container has its own.
   *
   * @param localAddress address of this machine that the connection came in by
   */
  boolean allows(Authority host, @Nullable String localAddress) {
    return host.isLoopback()
        || names.contains(host.host())
        || (localAddress != null && asInUrl(localAddress).equals(host.host()));
  }

  private static boolean isWildcard(String host) {
    return host.equals("0.0.0.0") || host.equals("::") || host.equals("[::]");
  }

  /** Lower case, an IPv6 address in brackets and without zone. */
  private static String asInUrl(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    if (lower.indexOf(':') < 0 || lower.startsWith("[")) {
      return lower;
    }
    int zone = lower.indexOf('%');
    return "[" + (zone < 0 ? lower : lower.substring(0, zone)) + "]";
  }
}
