package io.opsagent.server.api;

import io.javalin.http.Context;
import io.opsagent.server.runtime.BusyException;
import io.opsagent.server.runtime.RefusedException;
import io.opsagent.server.runtime.RuntimeInspection;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /v1/runtime/...}: threads, requests in work and the heap of this process. */
final class RuntimeResource {
  /** State of a call that comes while another one of its kind is at work. */
  static final String BUSY = "runtime_busy";

  private static final long DEFAULT_REQUESTS = 100;
  private static final long MAX_REQUESTS = 500;
  private static final long DEFAULT_FRAMES = 32;
  private static final long MAX_FRAMES = 128;
  private static final long DEFAULT_CLASSES = 100;
  private static final long MAX_CLASSES = 5_000;
  private static final String TEXT = "text/plain";

  private final RuntimeInspection inspection;

  RuntimeResource(RuntimeInspection inspection) {
    this.inspection = inspection;
  }

  void threads(Context ctx) {
    QueryParameters parameters = QueryParameters.parse(ctx.queryString());
    String format = parameters.text("format");
    boolean isText = format == null ? wantsText(ctx.header("Accept")) : format.equals("text");
    if (format != null && !isText && !format.equals("json")) {
      throw ApiException.badParameter(
          "format is '" + ApiException.echo(format) + "' (text and json are allowed)");
    }
    var dump = answer(inspection::threads);
    ctx.header("Vary", "Accept");
    if (isText) {
      ctx.contentType(TEXT + "; charset=utf-8")
          .result(dump.text().getBytes(StandardCharsets.UTF_8));
    } else {
      Answers.send(ctx, dump);
    }
  }

  private static boolean wantsText(@Nullable String accept) {
    return accept != null && accept.strip().toLowerCase(Locale.ROOT).startsWith(TEXT);
  }

  void requests(Context ctx) {
    QueryParameters parameters = QueryParameters.parse(ctx.queryString());
    int limit = within(parameters, "limit", 1, MAX_REQUESTS, DEFAULT_REQUESTS);
    int frames = within(parameters, "frames", 0, MAX_FRAMES, DEFAULT_FRAMES);
    Answers.send(ctx, inspection.inFlight(limit, frames));
  }

  void environment(Context ctx) {
    Answers.send(ctx, inspection.process());
  }

  void memory(Context ctx) {
    Answers.send(ctx, inspection.memory());
  }

  void histogram(Context ctx) {
    QueryParameters parameters = QueryParameters.parse(ctx.queryString());
    int rows = within(parameters, "rows", 1, MAX_CLASSES, DEFAULT_CLASSES);
    Answers.send(ctx, answer(() -> inspection.heapHistogram(rows)));
  }

  void collectGarbage(Context ctx) {
    Answers.send(ctx, answer(inspection::collectGarbage));
  }

  private static int within(
      QueryParameters parameters, String name, long min, long max, long otherwise) {
    Long value = parameters.integerWithin(name, min, max);
    return (int) (value == null ? otherwise : value);
  }

  /** The answer, or 409 to who comes while another call is at work or asks for what cannot be. */
  static <T> T answer(Supplier<T> call) {
    try {
      return call.get();
    } catch (BusyException e) {
      throw ApiException.conflict(BUSY, String.valueOf(e.getMessage()));
    } catch (RefusedException e) {
      throw ApiException.conflict(e.code(), String.valueOf(e.getMessage()));
    }
  }
}
