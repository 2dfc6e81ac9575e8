package io.opsagent.server.net;

import java.util.Enumeration;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from.
 *
 * @param client address of the client, behind proxies that are trusted; never believed otherwise
 * @param isLocal whether it comes from this machine: the socket's peer is loopback and every
 *     forwarding header names loopback only, or comes from a trusted proxy and resolves to loopback
 */
public record CallerAddress(String client, boolean isLocal) {

  /**
   * Reads the address of a request.
   *
   * @param peer the socket's other end
   * @param headerValues all values of a header by its name, as the servlet API gives them
   */
  public static CallerAddress of(
      String peer,
      Function<String, @Nullable Enumeration<String>> headerValues,
      TrustedProxies proxies) {
    boolean isLocal =
        LoopbackAddress.isLoopbackLiteral(peer)
            && (ForwardedCaller.isLoopbackOnly(headerValues)
                || (proxies.isTrusted(peer)
                    && ForwardedCaller.resolvesToLoopback(headerValues, proxies)));
    String client =
        proxies.clientOf(
            peer,
            joined(headerValues.apply("Forwarded")),
            joined(headerValues.apply("X-Forwarded-For")),
            joined(headerValues.apply("X-Real-IP")));
    return new CallerAddress(client, isLocal);
  }

  private static @Nullable String joined(@Nullable Enumeration<String> values) {
    if (values == null || !values.hasMoreElements()) {
      return null;
    }
    StringJoiner text = new StringJoiner(",");
    while (values.hasMoreElements()) {
      text.add(values.nextElement());
    }
    return text.toString();
  }
}
