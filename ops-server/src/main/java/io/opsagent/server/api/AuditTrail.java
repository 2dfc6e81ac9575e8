package io.opsagent.server.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.opsagent.server.access.AuditLog;
import io.opsagent.storage.access.AuditEntry;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs after every request: one that changes something, and one that was refused, becomes an entry
 * of the audit log (design.md 8). Paths are named by their pattern; no header, parameter or body
 * gets in.
 */
final class AuditTrail implements Handler {
  private static final String TARGET = "io.opsagent.audit.target";
  private static final String SUBJECT = "io.opsagent.audit.subject";
  private static final String DETAIL = "io.opsagent.audit.detail";
  private static final String REQUEST_ID = "X-Request-ID";
  private static final Set<HandlerType> READING = Set.of(HandlerType.GET, HandlerType.HEAD);
  private static final Set<Integer> REFUSALS = Set.of(401, 403, 429);

  private final RouteTable routes;
  private final Authenticator authenticator;
  private final AuditLog audit;
  private final Clock clock;

  AuditTrail(RouteTable routes, Authenticator authenticator, AuditLog audit, Clock clock) {
    this.routes = routes;
    this.authenticator = authenticator;
    this.audit = audit;
    this.clock = clock;
  }

  /** Names what the request is about, such as {@code client-6xk3p9}. */
  static void target(Context ctx, String target) {
    ctx.attribute(TARGET, target);
  }

  /** Names who calls, where no caller was authenticated before. */
  static void subject(Context ctx, String subject) {
    ctx.attribute(SUBJECT, subject);
  }

  /** Adds a sentence without any secret. */
  static void detail(Context ctx, String detail) {
    ctx.attribute(DETAIL, detail);
  }

  @Override
  public void handle(Context ctx) {
    int status = ctx.statusCode();
    boolean isRefused =
        REFUSALS.contains(status) || ctx.attribute(AccessFilter.REFUSED_TOKEN) != null;
    String pattern = routes.patternOf(ctx.method(), ctx.path());
    if (!isRefused && (READING.contains(ctx.method()) || pattern == null)) {
      return;
    }
    Caller caller = AccessFilter.callerOrNull(ctx);
    audit.record(
        new AuditEntry(
            0,
            clock.instant(),
            audit.node(),
            subjectOf(ctx, caller),
            caller == null ? authenticator.addressOf(ctx).client() : caller.ip(),
            ctx.method().name() + " " + (pattern == null ? "(no such route)" : pattern),
            ctx.attribute(TARGET),
            status,
            ctx.attribute(DETAIL),
            ctx.res().getHeader(REQUEST_ID)),
        isRefused);
  }

  private static String subjectOf(Context ctx, @Nullable Caller caller) {
    String named = ctx.attribute(SUBJECT);
    if (named != null) {
      return named;
    }
    return caller == null ? "anonymous" : caller.subject();
  }
}
