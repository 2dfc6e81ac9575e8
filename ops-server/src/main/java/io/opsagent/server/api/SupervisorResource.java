package io.opsagent.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.opsagent.server.access.Access;
import io.opsagent.server.access.SupervisorRegistration;
import io.opsagent.server.access.SupervisorRegistration.RefusedException;
import io.opsagent.server.access.SupervisorRegistration.Takeover;
import io.opsagent.storage.access.Supervisor;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST}, {@code PATCH} and {@code DELETE} on the API's root: a supervisor takes over this
 * node, changes its own record, and leaves (spec 1.4 to 1.6).
 */
final class SupervisorResource {
  private static final int IDENT_CHARS = 20;
  private static final int NODE_CHARS = 40;
  private static final int URL_CHARS = 300;
  private static final int KEY_CHARS = 16 * 1024;
  private static final int DATA_BYTES = 60 * 1024;

  /** What is only kept for the supervisor, and of which kind it is. */
  private static final List<String> OBJECTS =
      List.of(
          "settings", "alert_settings", "task_settings", "aggregate_settings", "report_settings");

  private static final List<String> NUMBERS = List.of("heartbeat_interval", "default_timeout");

  private final Access access;
  private final SupervisorRegistration registration;
  private final Function<Context, ServiceInfo> info;

  /**
   * The calls of supervisors.
   *
   * @param info what the root says to this caller
   */
  SupervisorResource(
      Access access, SupervisorRegistration registration, Function<Context, ServiceInfo> info) {
    this.access = access;
    this.registration = registration;
    this.info = info;
  }

  /** Open to all: what lets a caller in is the key that a handshake stored, which works once. */
  void takeOver(Context ctx) {
    ProtocolBody body = ProtocolBody.of(ctx);
    Takeover takeover =
        new Takeover(
            body.required("node_id", NODE_CHARS),
            body.required("ops_api", URL_CHARS),
            body.required("ident", IDENT_CHARS),
            body.text("url", URL_CHARS),
            body.text("public_key", KEY_CHARS),
            body.text("base_url", URL_CHARS),
            body.texts("backup_urls", URL_CHARS),
            body.text("init_key", KEY_CHARS),
            Boolean.TRUE.equals(body.bool("local")));
    try {
      Supervisor taken = registration.takeOver(takeover);
      AuditTrail.target(ctx, InstanceId.of("supervisor", taken.id()));
      AuditTrail.detail(ctx, "node " + taken.nodeId() + " of " + taken.baseUrl());
      answer(ctx, takeover.nodeId());
    } catch (RefusedException e) {
      throw refused(e);
    }
  }

  private static ApiException refused(RefusedException e) {
    String text = String.valueOf(e.getMessage());
    return switch (e.refusal()) {
      case NO_KEY, WRONG -> ApiException.badRequest(text);
      case NOT_FOUND -> ApiException.notFound(text);
      case CONFLICT -> ApiException.conflict(text);
    };
  }

  void patch(Context ctx) {
    Supervisor stored =
        stored(ctx)
            .orElseThrow(
                () -> ApiException.notFound("supervisor_not_found", "Supervisor not found"));
    ProtocolBody body = ProtocolBody.of(ctx);
    if (!body.required("node_id", NODE_CHARS).equals(stored.nodeId())) {
      throw ApiException.badRequest("Inconsistent supervisor node_id");
    }
    String ident = body.text("ident", IDENT_CHARS);
    String url = body.text("url", URL_CHARS);
    String baseUrl = body.text("base_url", URL_CHARS);
    Boolean disabled = body.bool("disabled");
    Supervisor changed =
        new Supervisor(
            stored.id(),
            stored.service(),
            stored.nodeId(),
            body.has("ident") ? ident : stored.ident(),
            body.has("url") ? url : stored.url(),
            baseUrl == null ? stored.baseUrl() : baseUrl,
            stored.opsApi(),
            stored.publicKeyJson(),
            stored.initKey(),
            stored.isLocal(),
            disabled == null ? stored.isDisabled() : disabled,
            stored.isConnected(),
            data(stored, body),
            stored.createdAt(),
            access.clock().instant());
    if (!access.repositories().supervisors().update(changed, null)) {
      throw ApiException.notFound("supervisor_not_found", "Supervisor not found");
    }
    AuditTrail.target(ctx, InstanceId.of("supervisor", stored.id()));
    answer(ctx, String.valueOf(stored.nodeId()));
  }

  private static String data(Supervisor stored, ProtocolBody body) {
    JsonNode known = Json.read(stored.dataJson().getBytes(StandardCharsets.UTF_8));
    ObjectNode data =
        known instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    var backups = data.putArray("backup_urls");
    body.texts("backup_urls", URL_CHARS).forEach(backups::add);
    for (String name : OBJECTS) {
      JsonNode value = body.object(name);
      if (value != null) {
        data.set(name, value);
      }
    }
    for (String name : NUMBERS) {
      Double value = body.number(name);
      if (value != null) {
        data.put(name, value);
      }
    }
    String text = data.toString();
    if (text.getBytes(StandardCharsets.UTF_8).length > DATA_BYTES) {
      throw ProtocolBody.wrong("Constraint: <max_length>: " + DATA_BYTES + " violated");
    }
    return text;
  }

  void delete(Context ctx) {
    Optional<Supervisor> stored = stored(ctx);
    if (stored.isPresent()) {
      if (stored.get().initKey() != null) {
        throw ApiException.badRequest("delete_failed", "Supervisor not marked as deleted");
      }
      registration.delete(stored.get());
      AuditTrail.target(ctx, InstanceId.of("supervisor", stored.get().id()));
      AuditTrail.detail(ctx, "node " + stored.get().nodeId());
    }
    Answers.send(ctx, Envelope.ofResult(1));
  }

  /** The record of the caller's supervisor as it is now; empty for every other caller. */
  private Optional<Supervisor> stored(Context ctx) {
    Supervisor ofToken = AccessFilter.callerOf(ctx).supervisor();
    return ofToken == null
        ? Optional.empty()
        : access.repositories().supervisors().find(ofToken.id());
  }

  private void answer(Context ctx, String nodeId) {
    ServiceInfo now = info.apply(ctx);
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("utilmeta", now.utilmeta());
    result.put("service", now.service());
    result.put("timestamp", now.timestamp());
    result.put("requires", now.requires());
    result.put("node_id", nodeId);
    Answers.send(ctx, Envelope.ofResult(result));
  }
}
