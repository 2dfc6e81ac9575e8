package io.opsagent.server.api;

import io.opsagent.server.net.WebOrigin;

/**
 * The URL under which the world knows this OperationsAPI ({@code ops_api}, spec 11.3).
 *
 * @param url absolute, without a slash at its end
 * @param origin its front part
 */
public record OpsApiUrl(String url, WebOrigin origin) {

  /**
   * The URL by the settings: an absolute route as it is, else the loopback listener of this process
   * and the route. The base URL is the application's own and never changes it (spec 13).
   *
   * @param loopbackUrl {@code http://127.0.0.1:PORT} of the loopback listener
   */
  public static OpsApiUrl of(OperationsApiSettings settings, String loopbackUrl) {
    String url =
        settings.isRouteAbsolute()
            ? settings.route()
            : withoutSlash(loopbackUrl) + settings.rootPath();
    String plain = withoutSlash(url);
    return new OpsApiUrl(
        plain,
        WebOrigin.parse(plain).orElseThrow(() -> new IllegalArgumentException("No URL: " + plain)));
  }

  /**
   * Whether the node is local, which decides how callers are let in (spec 3.2). The protocol knows
   * {@code 127.0.0.1} and {@code localhost}; every other loopback address is taken as well, since a
   * server can be bound to {@code ::1} or 127.0.1.1 alone.
   */
  public boolean isLocal() {
    return origin.isLoopback();
  }

  private static String withoutSlash(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
