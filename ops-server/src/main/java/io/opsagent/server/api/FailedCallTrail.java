package io.opsagent.server.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.opsagent.rules.Traffic;
import io.opsagent.server.net.OpsCall;
import io.opsagent.storage.StorageException;
import io.opsagent.storage.access.SupervisorToken;
import io.opsagent.storage.access.SupervisorTokenFilter;
import io.opsagent.storage.access.SupervisorTokenRepository;
import java.time.Clock;
import java.util.Collections;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs after every request: one that failed becomes a row of the service log, one that went well
 * does not (operations-api.md 6.2). What was refused at the door is counted there; a probe of
 * {@code /readyz} that says no is no failure of a call.
 */
final class FailedCallTrail implements Handler {
  private static final String REQUEST_ID = "X-Request-ID";

  private final String rootPath;
  private final RouteTable routes;
  private final Authenticator authenticator;
  private final SupervisorTokenRepository supervisorTokens;
  private final Consumer<OpsCall> failedCalls;
  private final Clock clock;

  FailedCallTrail(
      String rootPath,
      RouteTable routes,
      Authenticator authenticator,
      SupervisorTokenRepository supervisorTokens,
      Consumer<OpsCall> failedCalls,
      Clock clock) {
    this.rootPath = rootPath;
    this.routes = routes;
    this.authenticator = authenticator;
    this.supervisorTokens = supervisorTokens;
    this.failedCalls = failedCalls;
    this.clock = clock;
  }

  @Override
  public void handle(Context ctx) {
    boolean isOfApi = ctx.path().equals(rootPath) || ctx.path().startsWith(rootPath + "/");
    if (ctx.statusCode() < 400 || !isOfApi) {
      return;
    }
    long durationMicros = AccessFilter.nanosSinceBegin(ctx) / 1_000;
    String method = ctx.req().getMethod();
    String path = ctx.req().getRequestURI();
    String query = ctx.queryString();
    failedCalls.accept(
        new OpsCall(
            String.valueOf(ctx.res().getHeader(REQUEST_ID)),
            clock.instant().minusNanos(durationMicros * 1_000),
            durationMicros,
            ctx.scheme(),
            ctx.protocol(),
            method,
            ctx.host(),
            path,
            query,
            routes.wholePatternOf(ctx.method(), ctx.path()),
            ctx.statusCode(),
            Traffic.in(method, path, query, ctx.req().getContentLengthLong(), headerBytes(ctx)),
            authenticator.addressOf(ctx).client(),
            ctx.req().getRemoteAddr(),
            ctx.userAgent(),
            Thread.currentThread().getName(),
            Thread.currentThread().getId(),
            platformToken(ctx)));
  }

  private static long headerBytes(Context ctx) {
    long bytes = 0;
    for (String name : Collections.list(ctx.req().getHeaderNames())) {
      for (String value : Collections.list(ctx.req().getHeaders(name))) {
        bytes += Traffic.header(name, value);
      }
    }
    return bytes;
  }

  private OpsCall.@Nullable PlatformToken platformToken(Context ctx) {
    Caller caller = AccessFilter.callerOrNull(ctx);
    if (caller == null || caller.supervisor() == null) {
      return null;
    }
    SupervisorTokenFilter filter =
        new SupervisorTokenFilter(null, Authenticator.platformTokenOf(ctx), null, null, null);
    try {
      return new OpsCall.PlatformToken(
          supervisorTokens.list(caller.supervisor().id(), filter).stream()
              .map(SupervisorToken::id)
              .findFirst()
              .orElse(null));
    } catch (StorageException e) {
      // The row says that it came by such a token, if not by which one.
      return new OpsCall.PlatformToken(null);
    }
  }
}
