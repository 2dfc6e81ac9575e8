package io.opsagent.server.api;

import io.javalin.http.Context;
import io.opsagent.server.access.Access;
import io.opsagent.server.access.RefusedTokenException;
import io.opsagent.server.access.Secret;
import io.opsagent.server.access.SupervisorTokens;
import io.opsagent.server.net.CallerAddress;
import io.opsagent.server.net.TrustedProxies;
import io.opsagent.storage.StorageException;
import io.opsagent.storage.access.AccessToken;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides who a caller is (spec 3.1 to 3.4). What stands in {@code Authorization} is judged alone:
 * a token of our own by its prefix, else one of a supervisor. Then the cookie of a user who is
 * signed in, then a local node lets in callers of this machine, then private mode.
 */
final class Authenticator {
  private static final String CONNECTION_KEY_HEADER = "X-UtilMeta-Connection-Key";
  private static final String PLATFORM_TOKEN = "io.opsagent.platform_token";
  private static final String CREDENTIALS_NEEDED =
      "Only callers on this machine are let in without credentials. Call from this machine, without"
          + " a proxy in between, or send a token in the Authorization header.";

  private final OperationsApiSettings settings;
  private final TrustedProxies trustedProxies;
  private final Access access;
  private final SupervisorTokens supervisorTokens;
  private final ConfiguredCallers configured;
  private final boolean isLocalNode;
  private final boolean isPrivateMode;

  Authenticator(OperationsApiSettings settings, OpsApiUrl opsApi, Access access) {
    this.settings = settings;
    this.trustedProxies = new TrustedProxies(settings.trustedProxies());
    this.access = access;
    this.supervisorTokens =
        new SupervisorTokens(
            access.repositories(), opsApi.url(), settings.checksAudience(), access.clock());
    this.configured = new ConfiguredCallers(access.repositories(), access.clock());
    this.isLocalNode = opsApi.isLocal() && !settings.localScope().isEmpty();
    this.isPrivateMode =
        !settings.privateScope().isEmpty()
            && settings.connectionKey() != null
            && opsApi.origin().scheme().equals("https");
  }

  /** What a caller without token must bring (spec 1.3). */
  List<String> requires(Context ctx) {
    boolean entersWithoutToken =
        isLocalNode || (isPrivateMode && TrustedProxies.isPrivate(addressOf(ctx).client()));
    if (!entersWithoutToken) {
      return List.of("authorization");
    }
    return settings.connectionKey() == null ? List.of() : List.of("connection_key");
  }

  /** Where the request comes from. */
  CallerAddress addressOf(Context ctx) {
    return CallerAddress.of(ctx.req().getRemoteAddr(), ctx.req()::getHeaders, trustedProxies);
  }

  /** The caller, or the protocol's error. */
  Caller authenticate(Context ctx) {
    CallerAddress address = addressOf(ctx);
    String authorization = ctx.header("Authorization");
    if (authorization != null && !authorization.isBlank()) {
      return ofToken(ctx, withoutScheme(authorization.strip()), address);
    }
    StorageException away = null;
    try {
      Optional<Caller> user = ofSession(ctx, address);
      if (user.isPresent()) {
        CrossSiteCheck.require(ctx);
        return user.get();
      }
    } catch (StorageException e) {
      // Without the database callers of this machine still get in.
      away = e;
    }
    Caller caller = withoutToken(ctx, address);
    if (caller != null) {
      return caller;
    }
    if (away != null) {
      throw away;
    }
    if (settings.isOpenToNetwork() && settings.connectionKey() == null && !configured.any()) {
      throw ApiException.nobodyConfigured(ConfiguredCallers.HELP);
    }
    throw ApiException.unauthorized(null, CREDENTIALS_NEEDED);
  }

  private @Nullable Caller withoutToken(Context ctx, CallerAddress address) {
    if (isLocalNode) {
      if (!address.isLocal()) {
        return null;
      }
      checkConnectionKey(ctx.header(CONNECTION_KEY_HEADER));
      return Caller.of(Caller.Kind.LOCAL, "local", settings.localScope(), address.client());
    }
    if (isPrivateMode && TrustedProxies.isPrivate(address.client())) {
      checkConnectionKey(ctx.header(CONNECTION_KEY_HEADER));
      return Caller.of(Caller.Kind.PRIVATE, "private", settings.privateScope(), address.client());
    }
    return null;
  }

  /** The word for the scheme is not looked at (spec 3.1). */
  private static String withoutScheme(String authorization) {
    int blank = authorization.indexOf(' ');
    return blank < 0 ? authorization : authorization.substring(blank + 1).strip();
  }

  private Caller ofToken(Context ctx, String token, CallerAddress address) {
    if (token.startsWith(Secret.LOCAL_KEY)) {
      boolean isOwner =
          address.isLocal() && Secret.isSame(Secret.LOCAL_KEY + access.localKey(), token);
      if (!isOwner) {
        throw ApiException.invalidToken();
      }
      return Caller.of(Caller.Kind.OWNER, "owner", List.of(Scope.ALL), address.client());
    }
    if (token.startsWith(Secret.ACCESS_TOKEN)) {
      return ofOwnToken(token, AccessToken.Kind.CLIENT, address)
          .orElseThrow(ApiException::invalidToken);
    }
    return ofSupervisor(ctx, token, address);
  }

  private Optional<Caller> ofSession(Context ctx, CallerAddress address) {
    String cookie = SessionCookie.of(ctx);
    return cookie == null || !cookie.startsWith(Secret.SESSION)
        ? Optional.empty()
        : ofOwnToken(cookie, AccessToken.Kind.SESSION, address);
  }

  private Optional<Caller> ofOwnToken(String secret, AccessToken.Kind kind, CallerAddress address) {
    return access
        .ownTokens()
        .verify(secret)
        .filter(token -> token.kind() == kind)
        .map(
            token ->
                new Caller(
                    kind == AccessToken.Kind.SESSION ? Caller.Kind.USER : Caller.Kind.CLIENT,
                    token.subject(),
                    token.scopes(),
                    address.client(),
                    null,
                    token.id()));
  }

  private Caller ofSupervisor(Context ctx, String token, CallerAddress address) {
    String nodeId = nodeId(ctx);
    if (nodeId == null) {
      throw ApiException.badRequest("node_required", "Node ID required");
    }
    try {
      SupervisorTokens.Verified verified = supervisorTokens.verify(token, nodeId, address.client());
      ctx.attribute(PLATFORM_TOKEN, verified.tokenId());
      String subject = verified.subject() == null ? "" : "/" + verified.subject();
      return new Caller(
          Caller.Kind.SUPERVISOR,
          "supervisor" + subject,
          verified.scopes(),
          address.client(),
          verified.supervisor(),
          null);
    } catch (RefusedTokenException e) {
      throw refused(e);
    }
  }

  /** What a supervisor calls the token that the caller was let in by, or null. */
  static @Nullable String platformTokenOf(Context ctx) {
    return ctx.attribute(PLATFORM_TOKEN);
  }

  private static ApiException refused(RefusedTokenException e) {
    String text = String.valueOf(e.getMessage());
    return switch (e.reason()) {
      case NO_SUPERVISOR -> ApiException.badRequest("supervisor_not_found", text);
      case UNUSABLE -> ApiException.badRequest("token_expired", text);
      case CONFLICT -> ApiException.conflict(text);
      case INCOMPLETE -> ApiException.unprocessable(text);
    };
  }

  private static @Nullable String nodeId(Context ctx) {
    for (String header : List.of("X-UtilMeta-Node-ID", "X-Node-ID")) {
      String value = ctx.header(header);
      if (value != null && !value.isBlank()) {
        return value;
      }
    }
    String node = QueryParameters.parse(ctx.queryString()).text("node");
    return node == null || node.isBlank() ? null : node;
  }

  private void checkConnectionKey(@Nullable String given) {
    String expected = settings.connectionKey();
    if (expected == null) {
      return;
    }
    if (given == null || given.isEmpty()) {
      throw ApiException.unauthorized(
          "connection_key_missing", "Send the connection key in " + CONNECTION_KEY_HEADER + ".");
    }
    // Takes the same time wherever the first difference is.
    if (!Secret.isSame(expected, given)) {
      throw ApiException.unauthorized(
          "connection_key_wrong", "The key in " + CONNECTION_KEY_HEADER + " is not this node's.");
    }
  }
}
