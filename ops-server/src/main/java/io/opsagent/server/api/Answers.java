package io.opsagent.server.api;

import io.javalin.http.Context;

/** Sends a value as the JSON body of an answer. */
final class Answers {
  private Answers() {}

  static void send(Context ctx, Object body) {
    ctx.contentType(Json.MEDIA_TYPE).result(Json.bytes(body));
  }
}
