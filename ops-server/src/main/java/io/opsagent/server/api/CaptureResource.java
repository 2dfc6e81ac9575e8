package io.opsagent.server.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET} and {@code PATCH} of {@code /v1/switches} and of {@code /v1/agent/capture}, which are
 * the same: the live switches of capture (design.md 7). The body of a change is {@code {"switches":
 * {"capture.tomcat": false}, "resetBreakers": true}}, both members optional; null as a value takes
 * the API's word back.
 */
final class CaptureResource {
  private static final Logger LOG = LoggerFactory.getLogger(CaptureResource.class);
  private static final String SWITCHES = "switches";
  private static final String RESET_BREAKERS = "resetBreakers";
  private final CaptureControl control;
  private final String name;
  private final long pid = ProcessHandle.current().pid();
  private final String instanceId = AgentResource.instanceId("capture");
  private final Instant createdAt = Instant.now();
  private volatile Instant updatedAt = createdAt;

  CaptureResource(CaptureControl control, String serviceName) {
    this.control = control;
    this.name = serviceName;
  }

  void get(Context ctx) {
    answer(ctx, control.state());
  }

  void patch(Context ctx) {
    JsonBody body = JsonBody.of(ctx, List.of(SWITCHES, RESET_BREAKERS));
    Map<String, @Nullable Boolean> wishes = body.booleans(SWITCHES, "{\"capture.enabled\": false}");
    boolean resets = Boolean.TRUE.equals(body.bool(RESET_BREAKERS));
    CaptureState changed;
    try {
      changed = control.change(wishes, resets);
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest(String.valueOf(e.getMessage()));
    }
    updatedAt = Instant.now();
    AuditTrail.detail(ctx, wishes + (resets ? ", resetBreakers" : ""));
    LOG.warn("Capture was changed by the API: {}, resetBreakers {}", wishes, resets);
    answer(ctx, changed);
  }

  private void answer(Context ctx, CaptureState state) {
    Answers.send(
        ctx,
        new Page(
            pid, instanceId, name, Map.of(), createdAt.toString(), updatedAt.toString(), state));
  }

  /** The metadata that every own resource has, and the switches. */
  @JsonPropertyOrder({"id", "instanceID", "name", "extend", "createdAt", "updatedAt"})
  record Page(
      long id,
      @JsonProperty("instanceID") String instanceId,
      String name,
      Map<String, String> extend,
      String createdAt,
      String updatedAt,
      @JsonUnwrapped CaptureState state) {}
}
