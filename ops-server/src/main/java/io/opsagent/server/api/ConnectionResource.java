package io.opsagent.server.api;

import io.javalin.http.Context;
import io.opsagent.server.access.PublicJwk;
import io.opsagent.server.supervisor.Handshake;
import io.opsagent.server.supervisor.SupervisorCallException;
import io.opsagent.storage.access.Supervisor;
import io.opsagent.storage.access.SupervisorRepository;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/supervisors}: the platforms that manage this node, connecting to one and leaving it
 * (operations-api.md 4.3, 4.4). The command line uses it, since the database belongs to this
 * process.
 */
final class ConnectionResource {
  static final String KIND = "supervisor";

  private static final int URL_CHARS = 300;
  private static final int SERVICE_ID_CHARS = 100;
  private static final String KEY_HEADER = "X-Access-Key";

  private final SupervisorRepository supervisors;
  private final Handshake handshake;
  private final String service;

  ConnectionResource(SupervisorRepository supervisors, Handshake handshake, String service) {
    this.supervisors = supervisors;
    this.handshake = handshake;
    this.service = service;
  }

  void list(Context ctx) {
    KeyPage page = KeyPage.of(QueryParameters.parse(ctx.queryString()));
    List<Supervisor> rows =
        supervisors.list(service).stream()
            .filter(one -> one.id() < page.before())
            .limit(page.limit())
            .toList();
    page.send(ctx, rows, Supervisor::id, ConnectionResource::view, Map.of());
  }

  void connect(Context ctx) {
    JsonBody body = JsonBody.of(ctx, List.of("url", "key", "serviceID"));
    String url = body.text("url", URL_CHARS);
    AuditTrail.detail(ctx, "at " + url);
    try {
      Supervisor connected =
          handshake.connect(
              url,
              body.text("key", PublicJwk.MAX_CHARS),
              body.textOrNull("serviceID", SERVICE_ID_CHARS));
      AuditTrail.target(ctx, InstanceId.of(KIND, connected.id()));
      ctx.status(201);
      Answers.send(ctx, view(connected));
    } catch (SupervisorCallException e) {
      throw answer(e);
    }
  }

  void leave(Context ctx) {
    Supervisor stored =
        InstanceId.parse(KIND, ctx.pathParam("id")).stream()
            .boxed()
            .flatMap(id -> supervisors.find(id).stream())
            .findFirst()
            .orElseThrow(ApiException::notFound);
    AuditTrail.target(ctx, InstanceId.of(KIND, stored.id()));
    String key = ctx.header(KEY_HEADER);
    if (key == null || key.isBlank()) {
      throw ApiException.badRequest(
          "Send the platform's key, a public JWK, in the header " + KEY_HEADER + ".");
    }
    try {
      handshake.leave(stored, key);
      Answers.send(ctx, view(stored));
    } catch (SupervisorCallException e) {
      throw answer(e);
    }
  }

  /** 502 as a gateway has it would be another server's; what failed is a precondition here. */
  private static ApiException answer(SupervisorCallException e) {
    String text = String.valueOf(e.getMessage());
    return e.isOfCaller()
        ? ApiException.badRequest(text)
        : ApiException.conflict("supervisor_failed", text);
  }

  private static Map<String, @Nullable Object> view(Supervisor one) {
    Map<String, @Nullable Object> view =
        Metadata.of(
            KIND,
            one.id(),
            one.ident() == null ? String.valueOf(one.baseUrl()) : one.ident(),
            one.createdAt(),
            one.updatedAt());
    view.put("nodeID", one.nodeId());
    view.put("url", one.url());
    view.put("baseURL", one.baseUrl());
    view.put("local", one.isLocal());
    view.put("disabled", one.isDisabled());
    view.put("connected", one.isConnected());
    return view;
  }
}
