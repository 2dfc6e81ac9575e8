package io.opsagent.server.pipeline;

import io.opsagent.capture.Exchange;
import io.opsagent.capture.Outcome;
import io.opsagent.rules.OperationId;
import io.opsagent.rules.RouteCollapser;
import io.opsagent.rules.RouteTable;
import io.opsagent.server.openapi.SeenEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The route of an exchange: the framework's pattern, else what the servlet is mapped to, else the
 * path with its ids collapsed; always under the cap of distinct routes
 * (docs/spec/instrumentation.md 5.1). A path that nobody knows (404) has no route.
 */
final class Routes {
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int NOT_IMPLEMENTED = 501;

  /** More than HTTP and WebDAV together have; clients can invent others. */
  private static final int MAX_METHODS = 32;

  private final Map<String, Map<String, EndpointNames>> answered = new ConcurrentHashMap<>();

  private final RouteTable table;

  Routes(int maxRoutes) {
    this.table = new RouteTable(maxRoutes);
  }

  EndpointNames namesOf(Exchange exchange) {
    String route = admitted(exchange);
    String method = exchange.method();
    if (route == null || method == null) {
      return EndpointNames.NONE;
    }
    if (route.equals(RouteTable.OTHER)) {
      return new EndpointNames(route, null);
    }
    // As many routes as the table holds.
    Map<String, EndpointNames> ofRoute =
        answered.computeIfAbsent(route, k -> new ConcurrentHashMap<>());
    EndpointNames known = ofRoute.get(method);
    if (known != null) {
      return known;
    }
    EndpointNames names = new EndpointNames(route, OperationId.of(method, route));
    if (isAnswered(exchange.status()) && ofRoute.size() < MAX_METHODS) {
      ofRoute.put(method, names);
    }
    return names;
  }

  /** Whether the application has that method there. */
  private static boolean isAnswered(int status) {
    return status != 0
        && status != NOT_FOUND
        && status != METHOD_NOT_ALLOWED
        && status != NOT_IMPLEMENTED;
  }

  /** The endpoints that answered a request. Any thread. */
  List<SeenEndpoint> seen() {
    List<SeenEndpoint> seen = new ArrayList<>();
    answered.forEach(
        (route, methods) ->
            methods.forEach(
                (method, names) -> {
                  String ident = names.ident();
                  if (ident != null) {
                    seen.add(new SeenEndpoint(method, route, ident));
                  }
                }));
    return seen;
  }

  private @Nullable String admitted(Exchange exchange) {
    String known = knownRoute(exchange);
    if (known != null) {
      return table.admit(known);
    }
    String path = exchange.path();
    if (path == null
        || exchange.status() == NOT_FOUND
        || exchange.outcome() == Outcome.BAD_REQUEST
        || !path.startsWith("/")) {
      return null;
    }
    return table.admitGuess(RouteCollapser.collapse(path));
  }

  /**
   * What a framework or the container said; null for {@code /} and {@code /*}, which say nothing.
   */
  static @Nullable String knownRoute(Exchange exchange) {
    String context = exchange.contextPath() == null ? "" : exchange.contextPath();
    String pattern = exchange.routePattern();
    if (pattern != null && !pattern.equals("/**") && !pattern.equals("/*")) {
      String below = pattern.startsWith("/") || pattern.isEmpty() ? pattern : "/" + pattern;
      return context.isEmpty() ? below : context + below;
    }
    String servletPath = exchange.servletPath();
    if (servletPath == null || servletPath.isEmpty()) {
      return null;
    }
    // Without a path behind it the mapping is exact or by extension; an extension says less about
    // an endpoint than the path does.
    if (exchange.isServletPrefixMatch()) {
      return context + servletPath + "/*";
    }
    return RouteCollapser.collapse(context.isEmpty() ? servletPath : context + servletPath);
  }

  /** Distinct routes that are known now. */
  int size() {
    return table.size();
  }

  /** How often a route found no place. */
  long leftOut() {
    return table.leftOut();
  }
}
