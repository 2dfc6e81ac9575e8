package io.opsagent.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import org.junit.jupiter.api.Test;

/** Conformance cases 9 to 11 (operations-api.md 3.6). */
class PreflightTest {
  private static final String CONSOLE = "https://ops.utilmeta.com";

  @Test
  void a_preflight_of_the_console_is_answered_without_credentials() {
    try (RunningServer running = RunningServer.start(s -> s.production(false))) {
      Reply reply =
          running.send(
              "OPTIONS",
              "/ops/logs/realtime",
              "Origin",
              CONSOLE,
              "Access-Control-Request-Method",
              "GET",
              "X-Forwarded-For",
              "1.2.3.4");
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.body()).isEmpty();
      assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo(CONSOLE);
      assertThat(reply.header("Access-Control-Allow-Credentials")).isEqualTo("true");
      assertThat(reply.header("Access-Control-Allow-Methods")).isEqualTo("GET");
      assertThat(reply.header("Allow")).isEqualTo("GET");
      assertThat(reply.header("Access-Control-Max-Age")).isEqualTo("21600");
      assertThat(reply.header("Access-Control-Allow-Headers").split(","))
          .contains(
              "authorization",
              "cache-control",
              "x-utilmeta-node-id",
              "x-node-id",
              "x-utilmeta-connection-key",
              "content-type");
      assertThat(reply.header("Vary")).contains("Origin");
      assertThat(reply.headers()).doesNotContainKey("access-control-allow-private-network");
    }
  }

  @Test
  void a_browser_that_asks_for_a_private_network_gets_leave() {
    try (RunningServer running = RunningServer.start(s -> s.production(false))) {
      Reply reply =
          running.send(
              "OPTIONS",
              "/ops",
              "Origin",
              CONSOLE,
              "Access-Control-Request-Private-Network",
              "true");
      assertThat(reply.header("Access-Control-Allow-Private-Network")).isEqualTo("true");
    }
  }

  @Test
  void a_preflight_of_an_unknown_path_is_200_too() {
    try (RunningServer running = RunningServer.start(s -> s.production(false))) {
      Reply reply = running.send("OPTIONS", "/ops/nope", "Origin", CONSOLE);
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo(CONSOLE);
      assertThat(reply.header("Access-Control-Allow-Methods")).isNotEmpty();
    }
  }

  @Test
  void an_error_carries_the_headers_too() {
    try (RunningServer running = RunningServer.start(s -> s.production(false))) {
      Reply refused = running.get("/token/scope", "Origin", CONSOLE, "X-Forwarded-For", "1.2.3.4");
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo(CONSOLE);
      assertThat(running.get("/nope", "Origin", CONSOLE).header("Access-Control-Allow-Origin"))
          .isEqualTo(CONSOLE);
    }
  }

  @Test
  void without_an_origin_the_own_one_is_named() {
    try (RunningServer running = RunningServer.start()) {
      assertThat(running.get("").header("Access-Control-Allow-Origin"))
          .isEqualTo(running.server.loopbackUrl());
    }
  }
}
