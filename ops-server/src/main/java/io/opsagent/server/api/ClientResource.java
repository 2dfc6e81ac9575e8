package io.opsagent.server.api;

import io.javalin.http.Context;
import io.opsagent.server.access.Access;
import io.opsagent.server.access.Secret;
import io.opsagent.storage.access.Client;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /v1/clients}: programs that fetch tokens with a secret. The secret is shown once. */
final class ClientResource {
  static final String KIND = "client";

  private static final int NAME_CHARS = 100;
  private static final long MIN_LIFE_SECONDS = 1;
  private static final long MAX_LIFE_SECONDS = 3_660L * 86_400;

  private final Access access;

  ClientResource(Access access) {
    this.access = access;
  }

  void list(Context ctx) {
    KeyPage page = KeyPage.of(QueryParameters.parse(ctx.queryString()));
    List<Client> rows = access.repositories().clients().list(page.before(), page.limit());
    page.send(ctx, rows, Client::id, ClientResource::view, Map.of());
  }

  void get(Context ctx) {
    Answers.send(ctx, view(find(ctx)));
  }

  void create(Context ctx) {
    Caller caller = AccessFilter.callerOf(ctx);
    JsonBody body = JsonBody.of(ctx, List.of("name", "scopes", "expiresInSeconds"));
    String name = body.text("name", NAME_CHARS);
    List<String> wanted = body.texts("scopes");
    List<String> scopes = GrantedScopes.check(caller, wanted == null ? List.of() : wanted);
    Long life = body.integer("expiresInSeconds", MIN_LIFE_SECONDS, MAX_LIFE_SECONDS);
    Instant now = access.clock().instant();
    String secret = Secret.create(Secret.CLIENT_SECRET);
    Client made =
        Full.orConflict(
            () ->
                access
                    .repositories()
                    .clients()
                    .insert(
                        new Client(
                            0,
                            name,
                            Secret.hash(secret),
                            scopes,
                            caller.subject(),
                            now,
                            now,
                            life == null ? null : now.plusSeconds(life),
                            null)));
    AuditTrail.target(ctx, InstanceId.of(KIND, made.id()));
    AuditTrail.detail(ctx, "scopes " + String.join(" ", scopes));
    Map<String, @Nullable Object> answer = view(made);
    answer.put("clientSecret", secret);
    ctx.status(201);
    Answers.send(ctx, answer);
  }

  /** Its secret and its tokens count no longer; the row stays for a while. */
  void delete(Context ctx) {
    Client client = find(ctx);
    access.repositories().clients().revoke(client.id(), access.clock().instant());
    access.ownTokens().revokeOwn(InstanceId.of(KIND, client.id()));
    Answers.send(ctx, view(find(ctx)));
  }

  private Client find(Context ctx) {
    Client client =
        InstanceId.parse(KIND, ctx.pathParam("id")).stream()
            .boxed()
            .flatMap(id -> access.repositories().clients().find(id).stream())
            .findFirst()
            .orElseThrow(ApiException::notFound);
    AuditTrail.target(ctx, InstanceId.of(KIND, client.id()));
    return client;
  }

  private static Map<String, @Nullable Object> view(Client client) {
    Map<String, @Nullable Object> view =
        Metadata.of(KIND, client.id(), client.name(), client.createdAt(), client.updatedAt());
    view.put("clientID", InstanceId.of(KIND, client.id()));
    view.put("scopes", client.scopes());
    view.put("createdBy", client.createdBy());
    view.put("expiresAt", Metadata.time(client.expiresAt()));
    view.put("revokedAt", Metadata.time(client.revokedAt()));
    return view;
  }
}
