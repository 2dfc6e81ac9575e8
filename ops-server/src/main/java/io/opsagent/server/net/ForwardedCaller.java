package io.opsagent.server.net;

import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the forwarding headers of a request say about where it comes from. The headers are used only
 * to refuse: whoever sends one cannot become local by it, but a request that a proxy passed on from
 * elsewhere is not local although the socket's other end is (operations-api.md 3.2 and 14).
 */
public final class ForwardedCaller {
  /** Holds one address for each proxy on the way. */
  private static final String HOP_LIST = "X-Forwarded-For";

  /** Each holds one address or a list of addresses, with or without port. */
  private static final List<String> ADDRESS_HEADERS =
      List.of(
          HOP_LIST,
          "X-Real-IP",
          "Remote-Addr",
          "X-Client-IP",
          "X-Cluster-Client-IP",
          "X-Original-Forwarded-For",
          "X-Envoy-External-Address",
          "X-ProxyUser-IP",
          "True-Client-IP",
          "CF-Connecting-IP",
          "CF-Connecting-IPv6",
          "Fastly-Client-IP",
          "Fly-Client-IP",
          "X-Azure-ClientIP",
          "X-Appengine-User-IP");

  /** Each holds the host that the first proxy was asked for. */
  private static final List<String> HOST_HEADERS = List.of("X-Forwarded-Host", "X-Original-Host");

  private ForwardedCaller() {}

  /**
   * Whether every forwarding header names the loopback interface and nothing else. True when there
   * is none. What cannot be read counts as foreign.
   *
   * @param headerValues all values of a header by its name, as the servlet API gives them
   */
  public static boolean isLoopbackOnly(
      Function<String, @Nullable Enumeration<String>> headerValues) {
    for (String header : ADDRESS_HEADERS) {
      if (!allElementsAreLoopback(headerValues.apply(header))) {
        return false;
      }
    }
    for (String header : HOST_HEADERS) {
      if (!allElementsAreLoopback(headerValues.apply(header))) {
        return false;
      }
    }
    return forwardedIsLoopback(headerValues.apply("Forwarded"));
  }

  /**
   * Whether the headers of a request that came from a trusted proxy resolve to the loopback
   * interface: in each list of hops the first from the right that is not a trusted proxy is
   * loopback, or all are trusted and the left one is loopback. Every other header still names
   * loopback only; what cannot be read counts as foreign.
   */
  static boolean resolvesToLoopback(
      Function<String, @Nullable Enumeration<String>> headerValues, TrustedProxies proxies) {
    for (String header : ADDRESS_HEADERS) {
      boolean isLocal =
          header.equals(HOP_LIST)
              ? hopsLeadToLoopback(elements(headerValues.apply(header)), proxies)
              : allElementsAreLoopback(headerValues.apply(header));
      if (!isLocal) {
        return false;
      }
    }
    for (String header : HOST_HEADERS) {
      if (!allElementsAreLoopback(headerValues.apply(header))) {
        return false;
      }
    }
    // A chain in RFC 7239 names hosts, too; whoever writes one gets the strict rule.
    return forwardedIsLoopback(headerValues.apply("Forwarded"));
  }

  private static boolean hopsLeadToLoopback(List<String> hops, TrustedProxies proxies) {
    for (int i = hops.size() - 1; i >= 0; i--) {
      String hop = TrustedProxies.withoutPort(hops.get(i));
      if (!proxies.isTrusted(hop)) {
        return isLoopbackNode(hop);
      }
    }
    return hops.isEmpty() || isLoopbackNode(hops.get(0));
  }

  private static List<String> elements(@Nullable Enumeration<String> values) {
    List<String> elements = new ArrayList<>();
    while (values != null && values.hasMoreElements()) {
      for (String element : values.nextElement().split(",", -1)) {
        elements.add(element.trim());
      }
    }
    return elements;
  }

  private static boolean allElementsAreLoopback(@Nullable Enumeration<String> values) {
    while (values != null && values.hasMoreElements()) {
      for (String element : values.nextElement().split(",", -1)) {
        if (!isLoopbackNode(element.trim())) {
          return false;
        }
      }
    }
    return true;
  }

  /** RFC 7239: elements apart by commas, pairs apart by semicolons. */
  private static boolean forwardedIsLoopback(@Nullable Enumeration<String> values) {
    while (values != null && values.hasMoreElements()) {
      for (String pair : values.nextElement().split("[,;]", -1)) {
        int equals = pair.indexOf('=');
        if (equals < 0) {
          return false;
        }
        String name = pair.substring(0, equals).trim().toLowerCase(Locale.ROOT);
        boolean namesNode = name.equals("for") || name.equals("host");
        if (namesNode && !isLoopbackNode(pair.substring(equals + 1).trim())) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isLoopbackNode(String text) {
    String node =
        text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
            ? text.substring(1, text.length() - 1)
            : text;
    return LoopbackAddress.isLoopbackHost(node)
        || Authority.parse(node).filter(Authority::isLoopback).isPresent();
  }
}
