package io.opsagent.server.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET} and {@code PATCH /v1/agent/capture}: the live switches of capture (design.md 7). The
 * body of a change is {@code {"switches": {"capture.tomcat": false}, "resetBreakers": true}}, both
 * members optional; null as a value takes the API's word back.
 */
final class CaptureResource {
  private static final Logger LOG = LoggerFactory.getLogger(CaptureResource.class);
  private static final String SWITCHES = "switches";
  private static final String RESET_BREAKERS = "resetBreakers";
  private static final String ALLOWED =
      "allowed are \"switches\", an object of keys with true, false or null, and \"resetBreakers\","
          + " true or false";

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
    String type = ctx.contentType();
    // A form, which any web page can send, is not taken for JSON.
    if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase(Json.MEDIA_TYPE)) {
      throw ApiException.badRequest(
          "Content-Type is "
              + ApiException.echo(String.valueOf(type))
              + "; send "
              + Json.MEDIA_TYPE);
    }
    JsonNode body = Answers.body(ctx);
    if (body == null) {
      throw ApiException.ofStatus(
          ErrorKind.UNPROCESSABLE_ENTITY.status(), "The body is not JSON; " + ALLOWED + ".");
    }
    if (!body.isObject()) {
      throw ApiException.badRequest("The body is not a JSON object; " + ALLOWED + ".");
    }
    body.fieldNames()
        .forEachRemaining(
            member -> {
              if (!member.equals(SWITCHES) && !member.equals(RESET_BREAKERS)) {
                throw ApiException.badRequest(
                    "\""
                        + ApiException.echo(member)
                        + "\" is no member of this resource; "
                        + ALLOWED
                        + ".");
              }
            });
    Map<String, @Nullable Boolean> wishes = wishes(body.path(SWITCHES));
    JsonNode reset = body.path(RESET_BREAKERS);
    if (!reset.isMissingNode() && !reset.isBoolean()) {
      throw ApiException.badRequest(
          "\"resetBreakers\" is " + ApiException.echo(reset.toString()) + "; send true or false.");
    }
    CaptureState changed;
    try {
      changed = control.change(wishes, reset.asBoolean());
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest(String.valueOf(e.getMessage()));
    }
    updatedAt = Instant.now();
    LOG.warn("Capture was changed by the API: {}, resetBreakers {}", wishes, reset.asBoolean());
    answer(ctx, changed);
  }

  private static Map<String, @Nullable Boolean> wishes(JsonNode switches) {
    Map<String, @Nullable Boolean> wishes = new LinkedHashMap<>();
    if (switches.isMissingNode()) {
      return wishes;
    }
    if (!switches.isObject()) {
      throw ApiException.badRequest(
          "\"switches\" is "
              + ApiException.echo(switches.toString())
              + "; send an object such as {\"capture.enabled\": false}.");
    }
    switches
        .fields()
        .forEachRemaining(
            wish -> {
              JsonNode value = wish.getValue();
              if (!value.isBoolean() && !value.isNull()) {
                throw ApiException.badRequest(
                    ApiException.echo(wish.getKey())
                        + " is "
                        + ApiException.echo(value.toString())
                        + "; send true, false, or null to take the API's word back.");
              }
              wishes.put(wish.getKey(), value.isNull() ? null : value.booleanValue());
            });
    return wishes;
  }

  private void answer(Context ctx, CaptureState state) {
    Answers.send(
        ctx,
        new Page(
            pid, instanceId, name, Map.of(), createdAt.toString(), updatedAt.toString(), state));
  }

  /** The metadata that every own resource has, and the switches. */
  @JsonPropertyOrder({"id", "instanceID", "name", "extend", "createdAt", "updatedAt"})
  private record Page(
      long id,
      @JsonProperty("instanceID") String instanceId,
      String name,
      Map<String, String> extend,
      String createdAt,
      String updatedAt,
      @JsonUnwrapped CaptureState state) {}
}
