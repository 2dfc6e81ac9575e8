package io.opsagent.server.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.router.InternalRouter;
import io.javalin.router.ParsedEndpoint;
import io.javalin.security.Roles;
import io.javalin.security.RouteRole;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which methods are offered at which path. Javalin's router does the matching, so that what is
 * checked here and what is run there cannot differ. Filled once, before the server starts; read by
 * any thread afterwards.
 */
public final class RouteTable {
  /** In the order in which the protocol names them (spec 2.3). */
  private static final List<HandlerType> METHODS =
      List.of(
          HandlerType.POST,
          HandlerType.GET,
          HandlerType.PATCH,
          HandlerType.DELETE,
          HandlerType.PUT);

  private final String rootPath;
  private final InternalRouter router;
  private final RoutesConfig routes;
  private final Set<String> firstSegments = new HashSet<>();
  private final List<Entry> entries = new ArrayList<>();

  /**
   * One method at one path.
   *
   * @param method in upper case
   * @param path whole, with {@code {name}} for a parameter
   * @param roles what it asks of a caller
   */
  public record Entry(String method, String path, Set<RouteRole> roles) {}

  RouteTable(String rootPath, RoutesConfig routes, InternalRouter router) {
    this.rootPath = rootPath;
    this.routes = routes;
    this.router = router;
  }

  /** Adds a GET below the API's root, {@code ""} being the root itself, and its HEAD. */
  void get(String relativePath, Handler handler, RouteRole... roles) {
    int end = relativePath.indexOf('/', 1);
    firstSegments.add(end < 0 ? relativePath : relativePath.substring(0, end));
    getOutside(rootPath + relativePath, handler, roles);
  }

  /** Adds a PATCH below the API's root, at a path that has a GET. */
  void patch(String relativePath, Handler handler, RouteRole... roles) {
    add(HandlerType.PATCH, rootPath + relativePath, handler, roles);
  }

  /** Adds a GET at the server's own root and its HEAD. */
  void getOutside(String path, Handler handler, RouteRole... roles) {
    add(HandlerType.GET, path, handler, roles);
    add(HandlerType.HEAD, path, handler, roles);
  }

  private void add(HandlerType method, String path, Handler handler, RouteRole... roles) {
    routes.addHttpHandler(method, path, handler, roles);
    entries.add(new Entry(method.name(), path, Set.of(roles)));
  }

  /** Every route, in the order in which they were added. */
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** The methods offered at this raw path, in upper case; HEAD and OPTIONS go without saying. */
  public List<String> methodsAt(String path) {
    if (!isWellFormed(path)) {
      return List.of();
    }
    return METHODS.stream()
        .filter(method -> router.hasHttpHandlerEntry(method, path))
        .map(HandlerType::name)
        .toList();
  }

  /** The methods of this path, or those of the API's root when there is nothing at it. */
  public List<String> methodsAtOrRoot(String path) {
    List<String> methods = methodsAt(path);
    return methods.isEmpty() ? methodsAt(rootPath) : methods;
  }

  /** What the route at this path asks of a caller; empty when there is no such route. */
  Optional<Set<RouteRole>> rolesOf(HandlerType method, String path) {
    if (!isWellFormed(path)) {
      return Optional.empty();
    }
    ParsedEndpoint found = router.findFirstHttpHandlerEntry(method, path);
    if (found == null) {
      return Optional.empty();
    }
    Roles roles = found.endpoint.metadata(Roles.class);
    return Optional.of(roles == null ? Set.of() : roles.getRoles());
  }

  boolean isRoot(String path) {
    return path.equals(rootPath) || path.equals(rootPath + "/");
  }

  /** Whether the first segment below the API's root is one of ours. */
  boolean isFirstSegmentKnown(String path) {
    if (!path.startsWith(rootPath + "/")) {
      return false;
    }
    String below = path.substring(rootPath.length());
    int end = below.indexOf('/', 1);
    return firstSegments.contains(end < 0 ? below : below.substring(0, end));
  }

  private static boolean isWellFormed(String path) {
    return !path.contains("//");
  }
}
