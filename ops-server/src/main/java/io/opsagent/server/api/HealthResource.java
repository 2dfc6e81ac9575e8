package io.opsagent.server.api;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.javalin.http.Context;
import java.util.Map;

/** {@code GET /healthz}: the server answers. {@code GET /readyz}: all parts do (design.md 7). */
final class HealthResource {
  private final ReadinessChecks checks;

  HealthResource(ReadinessChecks checks) {
    this.checks = checks;
  }

  void health(Context ctx) {
    Answers.send(ctx, Map.of("status", "up"));
  }

  void readiness(Context ctx) {
    Map<String, ReadinessChecks.Check> results = checks.run();
    boolean isReady = results.values().stream().allMatch(ReadinessChecks.Check::ready);
    ctx.status(isReady ? 200 : 503);
    Answers.send(ctx, new Readiness(isReady ? "ready" : "not_ready", results));
  }

  @JsonPropertyOrder({"status", "checks"})
  private record Readiness(String status, Map<String, ReadinessChecks.Check> checks) {}
}
