package io.opsagent.server.api;

import io.javalin.http.Context;
import io.opsagent.server.access.Access;
import io.opsagent.server.access.OwnTokens;
import io.opsagent.storage.access.AccessToken;
import io.opsagent.storage.access.User;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/session}: a user signs in (POST), asks who he is (GET), signs out (DELETE). Attempts
 * are throttled by user and address; a wrong name and a wrong password get one answer in one time.
 */
final class SessionResource {
  static final Duration LIFE = Duration.ofHours(12);

  private static final int NAME_CHARS = 100;
  private static final int PASSWORD_CHARS = 200;
  private static final int BUSY_RETRY_SECONDS = 1;

  private final Access access;
  private final Authenticator authenticator;
  private final SessionCookie cookie;

  SessionResource(Access access, Authenticator authenticator, SessionCookie cookie) {
    this.access = access;
    this.authenticator = authenticator;
    this.cookie = cookie;
  }

  /** Any caller may ask who he is. */
  void get(Context ctx) {
    Answers.send(ctx, view(AccessFilter.callerOf(ctx), null));
  }

  void login(Context ctx) {
    // JSON only: no form of a foreign page can sign a browser in.
    JsonBody body = JsonBody.of(ctx, List.of("name", "password"));
    String name = body.text("name", NAME_CHARS);
    String password = body.text("password", PASSWORD_CHARS);
    String ip = authenticator.addressOf(ctx).client();
    int wait = access.attempts().waitSeconds(name, ip);
    if (wait > 0) {
      throw ApiException.tooManyRequests(
          "Too many failed attempts; try again in " + wait + " seconds.", wait);
    }
    User user = access.repositories().users().findByName(name).orElse(null);
    User enabled = user == null || user.isDisabled() ? null : user;
    Boolean isRight =
        access.passwords().check(password, enabled == null ? null : enabled.passwordHash());
    if (isRight == null) {
      throw ApiException.tooManyRequests(
          "Others are signing in at this moment; try again in a second.", BUSY_RETRY_SECONDS);
    }
    if (!isRight || enabled == null) {
      access.attempts().failed(name, ip);
      // What was typed is not kept: people type passwords into the wrong field.
      AuditTrail.detail(ctx, "sign-in failed");
      if (user != null) {
        AuditTrail.target(ctx, InstanceId.of(UserResource.KIND, user.id()));
      }
      throw ApiException.unauthorized("sign_in_failed", "User or password is wrong.");
    }
    access.attempts().succeeded(name, ip);
    String subject = InstanceId.of(UserResource.KIND, enabled.id());
    Instant expiresAt = access.clock().instant().plus(LIFE);
    OwnTokens.Issued session =
        access
            .ownTokens()
            .issue(
                AccessToken.Kind.SESSION, subject, enabled.name(), enabled.scopes(), ip, expiresAt);
    cookie.set(ctx, session.secret(), LIFE);
    AuditTrail.subject(ctx, subject);
    Caller caller =
        new Caller(Caller.Kind.USER, subject, enabled.scopes(), ip, null, session.stored().id());
    Answers.send(ctx, view(caller, enabled.name()));
  }

  /** Ends the session of the cookie; a caller without one has nothing to end. */
  void logout(Context ctx) {
    Caller caller = AccessFilter.callerOf(ctx);
    if (caller.kind() == Caller.Kind.USER && caller.tokenId() != null) {
      access.ownTokens().revoke(caller.tokenId());
    }
    cookie.clear(ctx);
    ctx.status(204);
  }

  private Map<String, @Nullable Object> view(Caller caller, @Nullable String knownName) {
    AccessToken token =
        caller.tokenId() == null
            ? null
            : access.repositories().tokens().find(caller.tokenId()).orElse(null);
    Instant now = access.clock().instant();
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("id", token == null ? 0 : token.id());
    view.put("instanceID", token == null ? caller.subject() : InstanceId.of("token", token.id()));
    view.put(
        "name", knownName != null ? knownName : token == null ? caller.subject() : token.name());
    view.put("extend", Map.of());
    view.put("createdAt", (token == null ? now : token.createdAt()).toString());
    view.put("updatedAt", (token == null ? now : token.createdAt()).toString());
    view.put("kind", caller.kind().name().toLowerCase(Locale.ROOT));
    view.put("subject", caller.subject());
    view.put("scopes", caller.scopes());
    view.put("expiresAt", token == null ? null : token.expiresAt().toString());
    return view;
  }
}
