package io.opsagent.server.api;

import io.javalin.http.Context;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The cookie of a user who is signed in: no script reads it, no other site sends it. */
final class SessionCookie {
  static final String NAME = "opsagent_session";

  private final String attributes;

  /**
   * The cookie of one API.
   *
   * @param rootPath path of the API, with a slash in front
   * @param isSecure whether browsers reach it by TLS
   */
  SessionCookie(String rootPath, boolean isSecure) {
    this.attributes =
        "; Path=" + rootPath + "; HttpOnly; SameSite=Strict" + (isSecure ? "; Secure" : "");
  }

  void set(Context ctx, String secret, Duration life) {
    ctx.res()
        .addHeader(
            "Set-Cookie", NAME + "=" + secret + "; Max-Age=" + life.toSeconds() + secure(ctx));
  }

  void clear(Context ctx) {
    ctx.res().addHeader("Set-Cookie", NAME + "=; Max-Age=0" + secure(ctx));
  }

  private String secure(Context ctx) {
    boolean isTls = ctx.req().isSecure() && !attributes.endsWith("; Secure");
    return attributes + (isTls ? "; Secure" : "");
  }

  static @Nullable String of(Context ctx) {
    String value = ctx.cookie(NAME);
    return value == null || value.isEmpty() ? null : value;
  }
}
