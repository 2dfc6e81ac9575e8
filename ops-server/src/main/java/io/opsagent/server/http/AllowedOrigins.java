package io.opsagent.server.http;

import io.opsagent.server.api.OpsApiUrl;
import io.opsagent.server.net.Authority;
import io.opsagent.server.net.WebOrigin;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which web pages may call (operations-api.md 3.6): the server's own, and those of the setting
 * {@code allow-origins}.
 */
final class AllowedOrigins {
  private final Set<WebOrigin> others = new HashSet<>();
  private final boolean any;

  AllowedOrigins(OperationsServerSettings settings, OpsApiUrl opsApi) {
    List<String> set = settings.allowOrigins();
    List<String> effective =
        set != null
            ? set
            : settings.production() ? List.<String>of() : List.of(StartLine.CONSOLE_ORIGIN);
    any = effective.contains(OperationsServerSettings.ANY_ORIGIN);
    effective.forEach(text -> WebOrigin.parse(text).ifPresent(others::add));
    others.add(opsApi.origin());
  }

  /**
   * Whether a page of this origin may call.
   *
   * @param host the request's own host, which was checked before
   * @param localPort port of the socket that the request came in by
   * @param isSecure whether it came by TLS
   */
  boolean allows(String originText, Authority host, int localPort, boolean isSecure) {
    if (any) {
      return true;
    }
    Optional<WebOrigin> parsed = WebOrigin.parse(originText);
    if (parsed.isEmpty()) {
      return false;
    }
    WebOrigin origin = parsed.get();
    String scheme = isSecure ? "https" : "http";
    return others.contains(origin)
        || (origin.isLoopback() && origin.port() == localPort && origin.scheme().equals(scheme))
        || isSameAs(host, origin, isSecure);
  }

  /** Whether every page may call. */
  boolean allowsAny() {
    return any;
  }

  /** Whether pages of the published console may call. */
  boolean allowsConsole() {
    return any || WebOrigin.parse(StartLine.CONSOLE_ORIGIN).filter(others::contains).isPresent();
  }

  /**
   * The page came from where it calls: the port may be another one through a tunnel, and a proxy
   * may speak TLS to the browser and not to us.
   */
  private static boolean isSameAs(Authority host, WebOrigin origin, boolean isSecure) {
    int schemePort = origin.scheme().equals("https") ? 443 : 80;
    return origin.host().equals(host.host())
        && origin.port() == (host.port() < 0 ? schemePort : host.port())
        && (!isSecure || origin.scheme().equals("https"));
  }
}
