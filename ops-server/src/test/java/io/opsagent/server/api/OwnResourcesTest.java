package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.server.testkit.IdleAgent;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The self page and the health pages (design.md 7). */
class OwnResourcesTest {

  @Test
  void the_self_page_shows_what_the_agent_reports() {
    try (RunningServer running = RunningServer.start()) {
      AgentSnapshot reported =
          new AgentSnapshot(
              "0.1.0",
              new AgentSnapshot.Host("web-1", "Debian", "12", 2, 1_024L),
              new AgentSnapshot.Cost(
                  3,
                  1_200L,
                  64,
                  1_024,
                  2_048L,
                  List.of(
                      new AgentSnapshot.CycleStep("monitors", 9, 1, 900L, 800L, 1_000L, 4_000))),
              new AgentSnapshot.Ring(1024, 500, Map.of("full", 3L)),
              List.of(new AgentSnapshot.Queue("writer", 2, 100)),
              new AgentSnapshot.Rows(490, 1, Map.of("budget", 6L)),
              new AgentSnapshot.Storage("not_writable", "the disk is full", null),
              List.of(new AgentSnapshot.JoinPoint("tomcat", "attached", 0, null)),
              List.of(new AgentSnapshot.NotAttached("netty", "no such class was loaded")),
              List.of(new AgentSnapshot.StartStep("server", 412)),
              List.of(new AgentSnapshot.OpenExchange(90, "GET", "/slow", null, "http-1")));
      running.report = () -> reported;
      JsonNode page = running.get("/v1/agent").json();
      assertThat(page.at("/cost/cpuMillis").asLong()).isEqualTo(1_200);
      assertThat(page.at("/cost/cycle/0/name").asText()).isEqualTo("monitors");
      assertThat(page.at("/cost/cycle/0/meanCpuMicros").asLong()).isEqualTo(800);
      assertThat(page.at("/cost/bodyBytes").asLong()).isEqualTo(64);
      assertThat(page.get("ring").get("offered").asLong()).isEqualTo(500);
      assertThat(page.get("ring").get("droppedByReason").get("full").asLong()).isEqualTo(3);
      assertThat(page.get("queues").get(0).get("length").asLong()).isEqualTo(2);
      assertThat(page.get("rows").get("written").asLong()).isEqualTo(490);
      assertThat(page.at("/storage/state").asText()).isEqualTo("not_writable");
      assertThat(page.at("/storage/problem").asText()).isEqualTo("the disk is full");
      assertThat(page.get("joinPoints").get(0).get("state").asText()).isEqualTo("attached");
      assertThat(page.get("notAttached").get(0).get("reason").asText()).contains("no such class");
      assertThat(page.get("startSteps").get(0).get("durationMillis").asLong()).isEqualTo(412);
      JsonNode open = page.get("openExchanges").get(0);
      assertThat(open.get("ageMillis").asLong()).isEqualTo(90);
      assertThat(open.get("path").asText()).isEqualTo("/slow");
      assertThat(open.get("route").isNull()).isTrue();
      assertThat(page.get("itemsLeftOut").asLong()).isZero();
    }
  }

  @Test
  void the_self_page_carries_the_metadata_of_every_resource() {
    try (RunningServer running = RunningServer.start()) {
      JsonNode page = running.get("/v1/agent").json();
      assertThat(page.get("id").asLong()).isEqualTo(ProcessHandle.current().pid());
      assertThat(page.get("instanceID").asText()).matches("agent-[a-z0-9]{6}");
      assertThat(page.get("name").asText()).isEqualTo("shop");
      assertThat(page.get("extend").isObject()).isTrue();
      assertThat(page.get("createdAt").asText()).endsWith("Z");
      assertThat(page.get("updatedAt").asText()).isGreaterThanOrEqualTo("2026");
    }
  }

  @Test
  void a_long_list_is_cut_and_what_is_left_out_is_counted() {
    try (RunningServer running = RunningServer.start()) {
      AgentSnapshot idle = IdleAgent.snapshot();
      List<AgentSnapshot.OpenExchange> many =
          IntStream.range(0, 700)
              .mapToObj(i -> new AgentSnapshot.OpenExchange(700 - i, "GET", "/p", null, "t"))
              .toList();
      AgentSnapshot reported =
          new AgentSnapshot(
              idle.version(),
              idle.host(),
              idle.cost(),
              idle.ring(),
              List.of(),
              idle.rows(),
              idle.storage(),
              List.of(),
              List.of(),
              List.of(),
              many);
      running.report = () -> reported;
      JsonNode page = running.get("/v1/agent").json();
      assertThat(page.get("openExchanges")).hasSize(500);
      assertThat(page.get("openExchanges").get(0).get("ageMillis").asInt()).isEqualTo(700);
      assertThat(page.get("itemsLeftOut").asInt()).isEqualTo(200);
    }
  }

  @Test
  void errors_below_v1_are_code_message_and_reference() {
    try (RunningServer running = RunningServer.start()) {
      Reply unknown = running.get("/v1/nope");
      assertThat(unknown.status()).isEqualTo(404);
      assertThat(unknown.json().fieldNames())
          .toIterable()
          .containsExactly("code", "message", "reference");
      assertThat(unknown.json().get("code").asText()).isEqualTo("not_found");
      assertThat(unknown.json().get("reference").asText()).isEqualTo("docs/errors.md#not_found");
      Reply method = running.send("PUT", "/ops/v1/agent");
      assertThat(method.status()).isEqualTo(405);
      assertThat(method.json().get("code").asText()).isEqualTo("method_not_allowed");
      Reply stranger = running.get("/v1/agent", "X-Forwarded-For", "1.2.3.4");
      assertThat(stranger.status()).isEqualTo(401);
      assertThat(stranger.json().get("message").asText()).contains("on this machine");
      Reply host =
          running.raw("GET /ops/v1/agent HTTP/1.1", "Host: evil.example", "Connection: close");
      assertThat(host.status()).isEqualTo(403);
      assertThat(host.json().get("code").asText()).isEqualTo("permission_denied");
    }
  }

  @Test
  void a_report_that_fails_is_an_error_without_internals() {
    try (RunningServer running = RunningServer.start()) {
      running.report =
          () -> {
            throw new IllegalStateException("NullPointer inside");
          };
      Reply reply = running.get("/v1/agent");
      assertThat(reply.status()).isEqualTo(500);
      assertThat(reply.json().get("code").asText()).isEqualTo("server_error");
      assertThat(reply.body()).doesNotContain("NullPointer");
    }
  }

  @Test
  void the_self_page_needs_the_scope_for_metrics() {
    try (RunningServer running = RunningServer.start(s -> s.localScope(List.of("log.view")))) {
      assertThat(running.get("/v1/agent").status()).isEqualTo(403);
    }
  }

  @Test
  void health_is_up_as_soon_as_the_server_answers() {
    try (RunningServer running = RunningServer.start()) {
      Reply reply = running.send("GET", "/healthz");
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.body()).isEqualTo("{\"status\":\"up\"}");
    }
  }

  @Test
  void readiness_follows_its_checks() {
    try (RunningServer running = RunningServer.start()) {
      assertThat(running.send("GET", "/readyz").status()).isEqualTo(200);
      running.readiness.register("drain", ReadinessChecks.Check::ok);
      running.readiness.register("storage", () -> ReadinessChecks.Check.failed("disk full"));
      Reply notReady = running.send("GET", "/readyz");
      assertThat(notReady.status()).isEqualTo(503);
      assertThat(notReady.body())
          .isEqualTo(
              "{\"status\":\"not_ready\",\"checks\":{\"drain\":{\"ready\":true,\"message\":\"\"},"
                  + "\"storage\":{\"ready\":false,\"message\":\"disk full\"}}}");
      running.readiness.register("storage", ReadinessChecks.Check::ok);
      assertThat(running.send("GET", "/readyz").json().get("status").asText()).isEqualTo("ready");
      running.readiness.register(
          "storage",
          () -> {
            throw new IllegalStateException("secret detail");
          });
      Reply thrown = running.send("GET", "/readyz");
      assertThat(thrown.status()).isEqualTo(503);
      assertThat(thrown.body()).contains("IllegalStateException").doesNotContain("secret detail");
    }
  }

  @Test
  void health_pages_are_for_callers_of_this_machine_only() {
    try (RunningServer running = RunningServer.start()) {
      for (String path : List.of("/healthz", "/readyz")) {
        assertThat(running.send("GET", path, "X-Forwarded-For", "1.2.3.4").status()).isEqualTo(401);
        assertThat(
                running
                    .raw("GET " + path + " HTTP/1.1", "Host: evil.example", "Connection: close")
                    .status())
            .isEqualTo(403);
      }
    }
  }
}
