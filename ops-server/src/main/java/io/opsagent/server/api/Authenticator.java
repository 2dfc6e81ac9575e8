package io.opsagent.server.api;

import io.javalin.http.Context;
import io.opsagent.server.net.ForwardedCaller;
import io.opsagent.server.net.LoopbackAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides who a caller is (spec 3.1 to 3.3). A token is looked at first; as long as no supervisor
 * can be stored, none is accepted. Then a local node lets in callers of this machine.
 */
final class Authenticator {
  private static final String CONNECTION_KEY_HEADER = "X-UtilMeta-Connection-Key";
  private static final String LOCAL_ONLY =
      "Only callers on this machine are let in. Call from this machine, without a proxy in between.";

  private final List<String> localScope;
  private final byte @Nullable [] connectionKey;
  private final boolean isLocalMode;

  Authenticator(OperationsApiSettings settings, OpsApiUrl opsApi) {
    String key = settings.connectionKey();
    this.localScope = settings.localScope();
    this.connectionKey = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    this.isLocalMode = opsApi.isLocal() && !localScope.isEmpty();
  }

  /** What a caller without token must bring (spec 1.3). */
  List<String> requires() {
    if (!isLocalMode) {
      return List.of("authorization");
    }
    return connectionKey == null ? List.of() : List.of("connection_key");
  }

  /** The caller, or the protocol's error. */
  Caller authenticate(Context ctx) {
    String authorization = ctx.header("Authorization");
    if (authorization != null && !authorization.isBlank()) {
      throw refusedToken(ctx);
    }
    if (!isLocalMode || !isFromThisMachine(ctx)) {
      throw ApiException.unauthorized(null, LOCAL_ONLY);
    }
    checkConnectionKey(ctx.header(CONNECTION_KEY_HEADER));
    return new Caller(localScope);
  }

  private static ApiException refusedToken(Context ctx) {
    if (nodeId(ctx) == null) {
      return ApiException.badRequest("node_required", "Node ID required");
    }
    return ApiException.badRequest("supervisor_not_found", "Supervisor not found");
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

  private static boolean isFromThisMachine(Context ctx) {
    return LoopbackAddress.isLoopbackLiteral(ctx.req().getRemoteAddr())
        && ForwardedCaller.isLoopbackOnly(ctx.req()::getHeaders);
  }

  private void checkConnectionKey(@Nullable String given) {
    if (connectionKey == null) {
      return;
    }
    if (given == null || given.isEmpty()) {
      throw ApiException.unauthorized(
          "connection_key_missing", "Send the connection key in " + CONNECTION_KEY_HEADER + ".");
    }
    // Takes the same time wherever the first difference is.
    if (!MessageDigest.isEqual(connectionKey, given.getBytes(StandardCharsets.UTF_8))) {
      throw ApiException.unauthorized(
          "connection_key_wrong", "The key in " + CONNECTION_KEY_HEADER + " is not this node's.");
    }
  }
}
