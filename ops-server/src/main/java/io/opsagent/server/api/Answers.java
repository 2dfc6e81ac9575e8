package io.opsagent.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** Sends a value as the JSON body of an answer, and reads that of a request. */
final class Answers {
  private Answers() {}

  static void send(Context ctx, Object body) {
    ctx.contentType(Json.MEDIA_TYPE).result(ctx.appData(ApiJson.KEY).bytes(body));
  }

  /** The body as one JSON value, or null if it is something else. */
  static @Nullable JsonNode body(Context ctx) {
    return ctx.appData(ApiJson.KEY).read(ctx.bodyAsBytes());
  }
}
