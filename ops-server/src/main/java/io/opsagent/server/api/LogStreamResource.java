package io.opsagent.server.api;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.opsagent.server.live.LiveLog;
import io.opsagent.storage.ServiceLogFilter;
import io.opsagent.storage.ServiceLogMatch;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/logs/stream}: new rows as server-sent events (docs/spec/console/console.md 8).
 * Rows come from behind the masking, before they are stored, so that they have no id yet; their
 * request id finds them later. No thread waits for a reader.
 */
final class LogStreamResource {
  private static final int RETRY_SECONDS = 10;

  /** A revocation must be felt within six seconds; tokens of our own are believed for five. */
  private static final long CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** Each look at a supervisor's token counts as a use of it. */
  private static final long CHECK_SUPERVISOR_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final LiveLog live;
  private final String service;
  private final Supplier<LogPrivacy> privacy;
  private final Function<Context, Caller> authentication;

  /**
   * The resource.
   *
   * @param authentication the caller of a request, as of now; throws what he would be answered
   */
  LogStreamResource(
      LiveLog live,
      String service,
      Supplier<LogPrivacy> privacy,
      Function<Context, Caller> authentication) {
    this.live = live;
    this.service = service;
    this.privacy = privacy;
    this.authentication = authentication;
  }

  void get(Context ctx) {
    ServiceLogFilter filter = OwnLogQuery.filter(service, QueryParameters.parse(ctx.queryString()));
    if (ctx.method() == HandlerType.HEAD) {
      addHead(ctx);
      return;
    }
    EventChannel channel = new EventChannel(output(ctx));
    greet(ctx, channel);
    boolean isSupervisor = AccessFilter.callerOf(ctx).kind() == Caller.Kind.SUPERVISOR;
    LogStreamViewer viewer =
        new LogStreamViewer(
            live,
            new ServiceLogMatch(filter),
            channel,
            privacy,
            ctx.appData(ApiJson.KEY),
            () -> refusal(ctx),
            isSupervisor ? CHECK_SUPERVISOR_NANOS : CHECK_NANOS);
    if (!live.add(viewer)) {
      throw ApiException.tooManyRequests(
          LiveLog.MAX_VIEWERS
              + " live tails are open, which is the most of a node; close one, or try again in "
              + RETRY_SECONDS
              + " seconds",
          RETRY_SECONDS);
    }
    try {
      begin(ctx, channel);
    } catch (RuntimeException e) {
      channel.cut();
      throw e;
    }
  }

  private static void begin(Context ctx, EventChannel channel) {
    addHead(ctx);
    AsyncContext async = ctx.req().startAsync();
    async.setTimeout(0);
    ctx.future(
        () -> {
          output(ctx).setWriteListener(channel);
          return channel.end();
        });
  }

  private static void addHead(Context ctx) {
    ctx.res().setContentType(EventChannel.MEDIA_TYPE);
    ctx.res().setCharacterEncoding("UTF-8");
    ctx.header("Cache-Control", "no-store");
    // Proxies that collect an answer would keep it for ever.
    ctx.header("X-Accel-Buffering", "no");
  }

  /** What begins a stream: where it stands, and what was missed since the last connection. */
  private void greet(Context ctx, EventChannel channel) {
    long now = live.sequence();
    ApiJson json = ctx.appData(ApiJson.KEY);
    Map<String, Object> hello = new LinkedHashMap<>();
    hello.put("maxRowsPerSecond", LogStreamViewer.MAX_ROWS_PER_SECOND);
    channel.send("hello", LogStreamViewer.id(live, now), json.bytes(hello));
    String last = ctx.header("Last-Event-ID");
    if (last != null && !last.isBlank()) {
      Map<String, @Nullable Object> gap = new LinkedHashMap<>();
      gap.put("rows", missed(last.strip(), now));
      channel.send("gap", "", json.bytes(gap));
    }
  }

  /** Rows of any filter since that event; null when it was of another run of the process. */
  private @Nullable Long missed(String last, long now) {
    String prefix = live.run() + "-";
    if (!last.startsWith(prefix) || !last.substring(prefix.length()).matches("\\d{1,18}")) {
      return null;
    }
    return Math.max(0, now - Long.parseLong(last.substring(prefix.length())));
  }

  private @Nullable String refusal(Context ctx) {
    try {
      return authentication.apply(ctx).has(Scope.LOG_VIEW) ? null : "scope";
    } catch (ApiException e) {
      return e.status() < 500 ? "credentials" : "storage";
    }
  }

  private static ServletOutputStream output(Context ctx) {
    try {
      return ctx.res().getOutputStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
