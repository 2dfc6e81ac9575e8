package io.opsagent.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import org.jspecify.annotations.Nullable;

/** Sends a value as the JSON body of an answer, and reads that of a request. */
final class Answers {
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;

  private Answers() {}

  /**
   * Sends it. What is asked for again and has not changed is told by 304 and not sent: the answer
   * of a GET has a tag, and a caller who keeps the answer in its memory sends it back.
   */
  static void send(Context ctx, Object body) {
    byte[] bytes = ctx.appData(ApiJson.KEY).bytes(body);
    boolean isRead = ctx.method() == HandlerType.GET || ctx.method() == HandlerType.HEAD;
    if (isRead && ctx.statusCode() == OK) {
      EntityTag tag = EntityTag.of(bytes);
      ctx.header(EntityTag.HEADER, tag.text());
      if (tag.isAmong(ctx.header(EntityTag.KNOWN))) {
        ctx.status(NOT_MODIFIED);
        return;
      }
    }
    ctx.contentType(Json.MEDIA_TYPE).result(bytes);
  }

  /** The body as one JSON value, or null if it is something else. */
  static @Nullable JsonNode body(Context ctx) {
    return ctx.appData(ApiJson.KEY).read(ctx.bodyAsBytes());
  }
}
