package io.opsagent.server.api;

import io.javalin.http.Context;
import io.opsagent.server.access.Access;
import io.opsagent.server.access.OwnTokens;
import io.opsagent.server.access.Secret;
import io.opsagent.storage.StorageException;
import io.opsagent.storage.access.AccessToken;
import io.opsagent.storage.access.Client;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /oauth/token}: a client gets a token for its secret (RFC 6749, sections 2.3.1, 4.4
 * and 5). Errors have that page's form. Attempts are throttled by client and address.
 */
final class OauthResource {
  static final Duration LIFE = Duration.ofHours(1);

  private static final String FORM = "application/x-www-form-urlencoded";

  private final Access access;
  private final Authenticator authenticator;

  OauthResource(Access access, Authenticator authenticator) {
    this.access = access;
    this.authenticator = authenticator;
  }

  void token(Context ctx) {
    ctx.header("Cache-Control", "no-store").header("Pragma", "no-cache");
    try {
      Answers.send(ctx, issue(ctx));
    } catch (Refusal e) {
      send(ctx, e);
    } catch (StorageException e) {
      ApiException away = ApiException.ofStorage(e);
      send(
          ctx,
          new Refusal(
              away.status(), "temporarily_unavailable", message(away), away.retryAfterSeconds()));
    }
  }

  private Map<String, Object> issue(Context ctx) throws Refusal {
    QueryParameters form = form(ctx);
    Credentials given = credentials(ctx.header("Authorization"), form);
    String ip = authenticator.addressOf(ctx).client();
    int wait = access.attempts().waitSeconds(given.id(), ip);
    if (wait > 0) {
      throw new Refusal(
          429, "temporarily_unavailable", "Too many failed attempts; wait " + wait + " s.", wait);
    }
    Client client = client(given);
    if (client == null) {
      access.attempts().failed(given.id(), ip);
      throw new Refusal(401, "invalid_client", "The client or its secret is wrong, or expired.", 0);
    }
    access.attempts().succeeded(given.id(), ip);
    String subject = InstanceId.of(ClientResource.KIND, client.id());
    AuditTrail.subject(ctx, subject);
    String grant = form.text("grant_type");
    if (grant == null) {
      throw new Refusal(400, "invalid_request", "grant_type is missing.", 0);
    }
    if (!grant.equals("client_credentials")) {
      throw new Refusal(400, "unsupported_grant_type", "grant_type must be client_credentials.", 0);
    }
    List<String> scopes = scopes(form.text("scope"), client);
    Instant now = access.clock().instant();
    Instant expiresAt = now.plus(LIFE);
    Instant end = client.expiresAt();
    if (end != null && end.isBefore(expiresAt)) {
      expiresAt = end;
    }
    OwnTokens.Issued issued =
        access
            .ownTokens()
            .issue(AccessToken.Kind.CLIENT, subject, client.name(), scopes, ip, expiresAt);
    AuditTrail.target(ctx, InstanceId.of("token", issued.stored().id()));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("access_token", issued.secret());
    answer.put("token_type", "Bearer");
    answer.put("expires_in", Math.max(0, Duration.between(now, expiresAt).toSeconds()));
    answer.put("scope", String.join(" ", scopes));
    return answer;
  }

  private static QueryParameters form(Context ctx) throws Refusal {
    String type = ctx.contentType();
    if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase(FORM)) {
      throw new Refusal(400, "invalid_request", "Send the parameters as " + FORM + ".", 0);
    }
    try {
      return QueryParameters.parse(new String(ctx.bodyAsBytes(), StandardCharsets.UTF_8));
    } catch (ApiException e) {
      throw new Refusal(400, "invalid_request", "The form cannot be decoded.", 0);
    }
  }

  private static Credentials credentials(@Nullable String authorization, QueryParameters form)
      throws Refusal {
    String bodyId = form.text("client_id");
    String bodySecret = form.text("client_secret");
    if (authorization != null && authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
      if (bodySecret != null) {
        throw new Refusal(
            400, "invalid_request", "Send the secret in the header or in the form, not both.", 0);
      }
      return basic(authorization.substring(6).strip());
    }
    if (bodyId == null || bodySecret == null) {
      throw new Refusal(
          400,
          "invalid_request",
          "Send client id and secret by HTTP Basic, or as client_id and client_secret.",
          0);
    }
    return new Credentials(bodyId, bodySecret);
  }

  private static Credentials basic(String encoded) throws Refusal {
    try {
      String text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      int colon = text.indexOf(':');
      if (colon > 0) {
        return new Credentials(
            URLDecoder.decode(text.substring(0, colon), StandardCharsets.UTF_8),
            URLDecoder.decode(text.substring(colon + 1), StandardCharsets.UTF_8));
      }
    } catch (IllegalArgumentException e) {
      // Answered below.
    }
    throw new Refusal(400, "invalid_request", "The Authorization header cannot be decoded.", 0);
  }

  private @Nullable Client client(Credentials given) {
    OptionalLong id =
        given.id().startsWith(ClientResource.KIND + "-")
            ? InstanceId.parse(ClientResource.KIND, given.id())
            : OptionalLong.empty();
    if (id.isEmpty()) {
      return null;
    }
    return access
        .repositories()
        .clients()
        .find(id.getAsLong())
        .filter(client -> Secret.isSame(client.secretHash(), Secret.hash(given.secret())))
        .filter(client -> client.isUsable(access.clock().instant()))
        .orElse(null);
  }

  /** Those of the client, or fewer when it asks for fewer. */
  private static List<String> scopes(@Nullable String wanted, Client client) throws Refusal {
    if (wanted == null || wanted.isBlank()) {
      return client.scopes();
    }
    List<String> names = List.of(wanted.strip().split(" +")).stream().distinct().toList();
    for (String name : names) {
      boolean isKnown = Scope.settingNames().contains(name);
      if (!isKnown || !(client.scopes().contains(name) || client.scopes().contains(Scope.ALL))) {
        throw new Refusal(
            400,
            "invalid_scope",
            "The client may have " + String.join(" ", client.scopes()) + " only.",
            0);
      }
    }
    return names;
  }

  private static void send(Context ctx, Refusal refusal) {
    ctx.status(refusal.status);
    if (refusal.status == 401) {
      ctx.header("WWW-Authenticate", "Basic realm=\"opsagent\"");
    }
    if (refusal.retryAfterSeconds > 0) {
      ctx.header("Retry-After", String.valueOf(refusal.retryAfterSeconds));
    }
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("error", refusal.error);
    answer.put("error_description", message(refusal));
    Answers.send(ctx, answer);
  }

  private static String message(Exception e) {
    return String.valueOf(e.getMessage());
  }

  private record Credentials(String id, String secret) {}

  /** An answer in the form of RFC 6749, section 5.2. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String error;
    private final int retryAfterSeconds;

    Refusal(int status, String error, String description, int retryAfterSeconds) {
      super(description, null, false, false);
      this.status = status;
      this.error = error;
      this.retryAfterSeconds = retryAfterSeconds;
    }
  }
}
