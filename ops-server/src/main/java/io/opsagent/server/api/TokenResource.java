package io.opsagent.server.api;

import io.javalin.http.Context;
import io.opsagent.server.access.Access;
import io.opsagent.storage.access.AccessToken;
import io.opsagent.storage.access.TokenRepository;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/tokens}: the tokens and sessions that OpsAgent issued, and their revocation, which
 * counts at once here and within six seconds on every node that shares the database.
 */
final class TokenResource {
  private static final String KIND = "token";

  private final Access access;

  TokenResource(Access access) {
    this.access = access;
  }

  void list(Context ctx) {
    QueryParameters parameters = QueryParameters.parse(ctx.queryString());
    KeyPage page = KeyPage.of(parameters);
    List<AccessToken> rows =
        access
            .repositories()
            .tokens()
            .list(parameters.text("subject"), page.before(), page.limit());
    page.send(ctx, rows, AccessToken::id, TokenResource::view, Map.of());
  }

  void get(Context ctx) {
    Answers.send(ctx, view(find(ctx)));
  }

  /** Revokes one. */
  void delete(Context ctx) {
    AccessToken token = find(ctx);
    access.ownTokens().revoke(token.id());
    Answers.send(ctx, view(find(ctx)));
  }

  /** Revokes all of a subject, whoever issued them, or all of everybody. */
  void deleteMany(Context ctx) {
    QueryParameters parameters = QueryParameters.parse(ctx.queryString());
    String subject = parameters.text("subject");
    boolean all = Boolean.TRUE.equals(parameters.bool("all"));
    if (all == (subject != null && !subject.isBlank())) {
      throw ApiException.badRequest(
          "Nothing says which tokens to revoke; send either subject=NAME or all=true.");
    }
    String whose = all || subject == null ? TokenRepository.ALL : subject;
    AuditTrail.target(ctx, all ? "all subjects" : whose);
    int revoked = Full.orConflict(() -> access.ownTokens().revokeSubject(whose));
    Answers.send(ctx, Map.of("revoked", revoked));
  }

  private AccessToken find(Context ctx) {
    AccessToken token =
        InstanceId.parse(KIND, ctx.pathParam("id")).stream()
            .boxed()
            .flatMap(id -> access.repositories().tokens().find(id).stream())
            .findFirst()
            .orElseThrow(ApiException::notFound);
    AuditTrail.target(ctx, InstanceId.of(KIND, token.id()));
    return token;
  }

  private static Map<String, @Nullable Object> view(AccessToken token) {
    Instant revoked = token.revokedAt();
    Map<String, @Nullable Object> view =
        Metadata.of(
            KIND,
            token.id(),
            token.name(),
            token.createdAt(),
            revoked == null ? token.createdAt() : revoked);
    view.put("kind", token.kind().name().toLowerCase(Locale.ROOT));
    view.put("subject", token.subject());
    view.put("scopes", token.scopes());
    view.put("ip", token.ip());
    view.put("expiresAt", token.expiresAt().toString());
    view.put("lastUsedAt", Metadata.time(token.lastUsedAt()));
    view.put("revokedAt", Metadata.time(revoked));
    return view;
  }
}
