package io.opsagent.server.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.router.InternalRouter;
import io.javalin.router.ParsedEndpoint;
import io.javalin.security.Roles;
import io.javalin.security.RouteRole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

  /** First segment to what is checked of every request below it. */
  private final Map<String, Guard> guards = new HashMap<>();

  private final List<Route> added = new ArrayList<>();

  RouteTable(String rootPath, RoutesConfig routes, InternalRouter router) {
    this.rootPath = rootPath;
    this.routes = routes;
    this.router = router;
  }

  /**
   * A route as it was added.
   *
   * @param method in upper case
   * @param path pattern with the API's root, such as {@code /ops/v1/tokens/{id}}
   * @param roles what it asks of a caller; empty for any that is authenticated
   */
  public record Route(String method, String path, Set<RouteRole> roles) {}

  /** What is checked of every request below a first segment, before the rest of the path. */
  @FunctionalInterface
  interface Guard {
    /** Throws the answer if the request is refused. */
    void check(Context ctx, Caller caller);
  }

  /** Adds a check for all paths at and below a first segment, whatever is there (spec 1.1). */
  void guard(String firstSegment, Guard guard) {
    guards.put(firstSegment, guard);
  }

  /** Runs the check of the first segment of this path, if it has one. */
  void checkGuard(String path, Context ctx, Caller caller) {
    Guard guard = path.startsWith(rootPath + "/") ? guards.get(firstSegment(path)) : null;
    if (guard != null) {
      guard.check(ctx, caller);
    }
  }

  /** Adds a GET below the API's root, {@code ""} being the root itself, and its HEAD. */
  void get(String relativePath, Handler handler, RouteRole... roles) {
    addFirstSegment(relativePath);
    getOutside(rootPath + relativePath, handler, roles);
  }

  /** Adds a POST below the API's root. */
  void post(String relativePath, Handler handler, RouteRole... roles) {
    addFirstSegment(relativePath);
    add(HandlerType.POST, rootPath + relativePath, handler, roles);
  }

  /** Adds a PATCH below the API's root. */
  void patch(String relativePath, Handler handler, RouteRole... roles) {
    addFirstSegment(relativePath);
    add(HandlerType.PATCH, rootPath + relativePath, handler, roles);
  }

  /** Adds a DELETE below the API's root. */
  void delete(String relativePath, Handler handler, RouteRole... roles) {
    addFirstSegment(relativePath);
    add(HandlerType.DELETE, rootPath + relativePath, handler, roles);
  }

  /** Adds a GET at the server's own root and its HEAD. */
  void getOutside(String path, Handler handler, RouteRole... roles) {
    add(HandlerType.GET, path, handler, roles);
    add(HandlerType.HEAD, path, handler, roles);
  }

  private void addFirstSegment(String relativePath) {
    int end = relativePath.indexOf('/', 1);
    firstSegments.add(end < 0 ? relativePath : relativePath.substring(0, end));
  }

  private void add(HandlerType method, String path, Handler handler, RouteRole... roles) {
    routes.addHttpHandler(method, path, handler, roles);
    added.add(new Route(method.name(), path, Set.of(roles)));
  }

  /** Every route, in the order in which they were added. */
  public List<Route> all() {
    return List.copyOf(added);
  }

  /** The pattern of the route at this path, below the API's root, or null when there is none. */
  @Nullable String patternOf(HandlerType method, String path) {
    String pattern = wholePatternOf(method, path);
    return pattern != null && pattern.startsWith(rootPath + "/")
        ? pattern.substring(rootPath.length())
        : pattern;
  }

  /** The pattern of the route at this path, from the server's root on, or null. */
  @Nullable String wholePatternOf(HandlerType method, String path) {
    ParsedEndpoint found =
        isWellFormed(path) ? router.findFirstHttpHandlerEntry(method, path) : null;
    return found == null ? null : found.endpoint.path;
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
    return firstSegments.contains(firstSegment(path));
  }

  private String firstSegment(String path) {
    String below = path.substring(rootPath.length());
    int end = below.indexOf('/', 1);
    return end < 0 ? below : below.substring(0, end);
  }

  private static boolean isWellFormed(String path) {
    return !path.contains("//");
  }
}
