package io.opsagent.server.api;

import io.javalin.http.Context;
import io.opsagent.server.access.Access;
import io.opsagent.server.access.PasswordHasher;
import io.opsagent.storage.access.User;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /v1/users}: people who sign in at the console. */
final class UserResource {
  static final String KIND = "user";

  private static final int NAME_CHARS = 100;
  private static final int PASSWORD_CHARS = 200;
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._@-]{1,100}");

  private final Access access;

  UserResource(Access access) {
    this.access = access;
  }

  void list(Context ctx) {
    KeyPage page = KeyPage.of(QueryParameters.parse(ctx.queryString()));
    List<User> rows = access.repositories().users().list(page.before(), page.limit());
    page.send(ctx, rows, User::id, UserResource::view, Map.of());
  }

  void get(Context ctx) {
    Answers.send(ctx, view(find(ctx)));
  }

  void create(Context ctx) {
    JsonBody body = JsonBody.of(ctx, List.of("name", "password", "scopes"));
    String name = body.text("name", NAME_CHARS);
    if (!NAME.matcher(name).matches()) {
      throw ApiException.badRequest(
          "\"name\" is '"
              + ApiException.echo(name)
              + "'; allowed are letters, digits and . _ @ -, at most 100.");
    }
    List<String> wanted = body.texts("scopes");
    List<String> scopes =
        GrantedScopes.check(AccessFilter.callerOf(ctx), wanted == null ? List.of() : wanted);
    String password = checked(body.text("password", PASSWORD_CHARS));
    Instant now = access.clock().instant();
    User draft = new User(0, name, access.passwords().hash(password), scopes, false, now, now);
    User made =
        Full.orConflict(() -> access.repositories().users().insert(draft))
            .orElseThrow(
                () ->
                    ApiException.conflict(
                        "There is a user '" + name + "' already; choose another name."));
    AuditTrail.target(ctx, InstanceId.of(KIND, made.id()));
    AuditTrail.detail(ctx, "name " + name + ", scopes " + String.join(" ", scopes));
    ctx.status(201);
    Answers.send(ctx, view(made));
  }

  /** Who changes a user's password can be him: so only one who has all that the user has. */
  void patch(Context ctx) {
    Caller caller = AccessFilter.callerOf(ctx);
    User user = find(ctx);
    GrantedScopes.requireAll(caller, user.scopes());
    JsonBody body = JsonBody.of(ctx, List.of("password", "scopes", "disabled"));
    List<String> wanted = body.texts("scopes");
    String password = body.textOrNull("password", PASSWORD_CHARS);
    Boolean disabled = body.bool("disabled");
    User changed =
        new User(
            user.id(),
            user.name(),
            password == null ? user.passwordHash() : access.passwords().hash(checked(password)),
            wanted == null ? user.scopes() : GrantedScopes.check(caller, wanted),
            disabled == null ? user.isDisabled() : disabled,
            user.createdAt(),
            access.clock().instant());
    access.repositories().users().update(changed);
    // Sessions keep what they were given, so they end.
    access.ownTokens().revokeOwn(InstanceId.of(KIND, user.id()));
    Answers.send(ctx, view(find(ctx)));
  }

  void delete(Context ctx) {
    User user = find(ctx);
    GrantedScopes.requireAll(AccessFilter.callerOf(ctx), user.scopes());
    access.repositories().users().delete(user.id());
    access.ownTokens().revokeOwn(InstanceId.of(KIND, user.id()));
    Answers.send(ctx, view(user));
  }

  private static String checked(String password) {
    String problem = PasswordHasher.problem(password);
    if (problem != null) {
      throw ApiException.badRequest(problem);
    }
    return password;
  }

  private User find(Context ctx) {
    User user =
        InstanceId.parse(KIND, ctx.pathParam("id")).stream()
            .boxed()
            .flatMap(id -> access.repositories().users().find(id).stream())
            .findFirst()
            .orElseThrow(ApiException::notFound);
    AuditTrail.target(ctx, InstanceId.of(KIND, user.id()));
    return user;
  }

  private static Map<String, @Nullable Object> view(User user) {
    Map<String, @Nullable Object> view =
        Metadata.of(KIND, user.id(), user.name(), user.createdAt(), user.updatedAt());
    view.put("scopes", user.scopes());
    view.put("disabled", user.isDisabled());
    return view;
  }
}
