package io.opsagent.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.opsagent.storage.access.AccessRepositories;
import io.opsagent.storage.access.Supervisor;
import io.opsagent.storage.access.SupervisorToken;
import io.opsagent.storage.access.SupervisorTokenFilter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /token}, {@code POST /token/revoke}: the tokens of the caller's supervisor (spec 1.2,
 * 3.5).
 */
final class SupervisorTokenResource {
  private static final int MAX_IDS = 1_000;
  private static final int MAX_ID_CHARS = 200;

  private final AccessRepositories repositories;
  private final Clock clock;

  SupervisorTokenResource(AccessRepositories repositories, Clock clock) {
    this.repositories = repositories;
    this.clock = clock;
  }

  void list(Context ctx) {
    Supervisor supervisor = supervisorOf(ctx);
    QueryParameters parameters = QueryParameters.parse(ctx.queryString());
    SupervisorTokenFilter filter =
        new SupervisorTokenFilter(
            parameters.integer("id"),
            parameters.text("token_id"),
            parameters.text("subject"),
            parameters.text("ip"),
            parameters.bool("revoked"));
    List<Map<String, @Nullable Object>> rows =
        repositories.supervisorTokens().list(supervisor.id(), filter).stream()
            .map(SupervisorTokenResource::view)
            .collect(Collectors.toList());
    Answers.send(ctx, Envelope.ofResult(rows));
  }

  void revoke(Context ctx) {
    Supervisor supervisor = supervisorOf(ctx);
    List<String> ids = ids(ctx);
    AuditTrail.detail(ctx, ids.size() + " tokens");
    Answers.send(
        ctx,
        Envelope.ofResult(
            repositories.supervisorTokens().revoke(supervisor.id(), ids, clock.instant())));
  }

  private static List<String> ids(Context ctx) {
    JsonNode body = ProtocolBody.decoded(ctx);
    List<String> ids = new ArrayList<>();
    if (body != null && body.isArray()) {
      body.forEach(id -> ids.add(id.isValueNode() ? id.asText() : ""));
    }
    boolean isRight = body != null && body.isArray() && ids.size() <= MAX_IDS;
    if (!isRight || ids.stream().anyMatch(id -> id.isEmpty() || id.length() > MAX_ID_CHARS)) {
      throw ApiException.badRequest(
          "parse item: ['data'] failed: send a JSON array of at most "
              + MAX_IDS
              + " token ids of 1 to "
              + MAX_ID_CHARS
              + " characters");
    }
    return ids;
  }

  private static Supervisor supervisorOf(Context ctx) {
    Supervisor supervisor = AccessFilter.callerOf(ctx).supervisor();
    if (supervisor == null) {
      throw ApiException.notFound("supervisor_not_found", "Supervisor not found");
    }
    return supervisor;
  }

  private static Map<String, @Nullable Object> view(SupervisorToken token) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("id", token.id());
    view.put("issuer_id", token.issuerId());
    view.put("token_id", token.tokenId());
    view.put("issued_at", ProtocolTime.iso(token.issuedAt()));
    view.put("subject", token.subject());
    view.put("expiry_time", ProtocolTime.iso(token.expiresAt()));
    view.put("last_activity", ProtocolTime.iso(token.lastActivity()));
    view.put("used_times", token.usedTimes());
    view.put("ip", token.ip());
    view.put("scope", token.scopes());
    view.put("revoked", token.isRevoked());
    return view;
  }
}
