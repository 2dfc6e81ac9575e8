package io.opsagent.server.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.security.RouteRole;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs before every route and does the checks of spec 1.1 in their order: known first segment,
 * method at the root, authentication, rest of the path, scope. Host and origin were checked before
 * at the door.
 */
final class AccessFilter implements Handler {
  /** Set when credentials were sent that do not count, whatever the status. */
  static final String REFUSED_TOKEN = "io.opsagent.refused";

  private static final String BEGIN_NANOS = "io.opsagent.begin_nanos";
  private static final String CALLER = "io.opsagent.caller";

  private final RouteTable routes;
  private final Authenticator authenticator;
  private final Set<String> disabledScope;

  AccessFilter(RouteTable routes, Authenticator authenticator, List<String> disabledScope) {
    this.routes = routes;
    this.authenticator = authenticator;
    this.disabledScope = Set.copyOf(disabledScope);
  }

  /** How long the request has been served, nanoseconds. */
  static long nanosSinceBegin(Context ctx) {
    Long begin = ctx.attribute(BEGIN_NANOS);
    return begin == null ? 0 : System.nanoTime() - begin;
  }

  /** The caller, or null when none was authenticated. */
  static @Nullable Caller callerOrNull(Context ctx) {
    return ctx.attribute(CALLER);
  }

  /** The caller of a request that passed and that is not open to all. */
  static Caller callerOf(Context ctx) {
    Caller caller = callerOrNull(ctx);
    if (caller == null) {
      throw new IllegalStateException("The route is open to all: it has no caller.");
    }
    return caller;
  }

  @Override
  public void handle(Context ctx) {
    ctx.attribute(BEGIN_NANOS, System.nanoTime());
    String path = ctx.path();
    Optional<Set<RouteRole>> roles = routes.rolesOf(ctx.method(), path);
    List<String> offered = routes.methodsAt(path);
    if (routes.isRoot(path) && roles.isEmpty()) {
      throw methodNotAllowed(ctx, offered);
    }
    boolean isBelowRoot = routes.isFirstSegmentKnown(path);
    if (!isBelowRoot && offered.isEmpty()) {
      throw ApiException.pathNotFound(path);
    }
    if (roles.isPresent() && roles.get().contains(Openness.OPEN)) {
      return;
    }
    Caller caller = authenticate(ctx);
    ctx.attribute(CALLER, caller);
    routes.checkGuard(path, ctx, caller);
    if (roles.isEmpty()) {
      throw offered.isEmpty() ? ApiException.pathNotFound(path) : methodNotAllowed(ctx, offered);
    }
    checkScopes(caller, roles.get());
  }

  private Caller authenticate(Context ctx) {
    try {
      return authenticator.authenticate(ctx);
    } catch (ApiException e) {
      if (e.status() < 500) {
        ctx.attribute(REFUSED_TOKEN, true);
      }
      throw e;
    }
  }

  private static ApiException methodNotAllowed(Context ctx, List<String> offered) {
    ctx.header("Allow", String.join(", ", offered));
    return ApiException.methodNotAllowed(ctx.req().getMethod(), offered);
  }

  private void checkScopes(Caller caller, Set<RouteRole> roles) {
    for (RouteRole role : roles) {
      if (role instanceof Scope scope) {
        checkScope(caller, scope);
      }
    }
  }

  /** Refuses a caller that has not this scope, or anybody if it is disabled. */
  void checkScope(Caller caller, Scope scope) {
    if (disabledScope.contains(scope.wireName()) || disabledScope.contains(Scope.ALL)) {
      throw ApiException.permissionDenied(
          "Operation: ['" + scope.wireName() + "'] denied by config");
    }
    if (!caller.has(scope)) {
      throw ApiException.permissionDenied("insufficient scope");
    }
  }
}
