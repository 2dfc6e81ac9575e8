package io.opsagent.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Host and origin: no foreign name and no foreign page uses a local node (design.md 8). */
class DoorTest {
  private static final String CONSOLE = "https://ops.utilmeta.com";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8274",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "127.0.0.1.nip.io",
        "user@127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0.0.0.0",
        "localhost.",
        "192.168.0.10",
        "[fe80::1]",
        "[::]",
        "127.0.0.1:99999",
        "127.0.0.1, evil.example",
        ""
      })
  void a_request_for_another_host_is_refused_whatever_it_asks_for(String host) {
    try (RunningServer running = RunningServer.start()) {
      for (String line :
          List.of(
              "GET /ops HTTP/1.1",
              "GET /ops/token/scope HTTP/1.1",
              "GET /ops/nope HTTP/1.1",
              "OPTIONS /ops HTTP/1.1")) {
        Reply reply = running.raw(line, "Host: " + host, "Connection: close");
        assertThat(reply.status()).as(line).isIn(403, 400);
        assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
        if (reply.status() == 403) {
          assertThat(reply.msg()).startsWith("PermissionDenied: Invalid request host: " + host);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:1",
        "127.0.0.1",
        "127.0.0.1:8274",
        "127.9.9.9",
        "[::1]",
        "[::1]:65535",
        "[::ffff:127.0.0.1]"
      })
  void every_loopback_host_with_any_port_is_let_in(String host) {
    try (RunningServer running = RunningServer.start()) {
      Reply reply =
          running.raw("GET /ops/token/scope HTTP/1.1", "Host: " + host, "Connection: close");
      assertThat(reply.status()).isEqualTo(200);
    }
  }

  @Test
  void a_refused_head_request_has_no_body() {
    try (RunningServer running = RunningServer.start()) {
      Reply reply = running.raw("HEAD /ops HTTP/1.1", "Host: evil.example", "Connection: close");
      assertThat(reply.status()).isEqualTo(403);
      assertThat(reply.body()).isEmpty();
    }
  }

  @Test
  void a_request_without_host_or_with_two_is_refused() {
    try (RunningServer running = RunningServer.start()) {
      assertThat(running.raw("GET /ops HTTP/1.0", "Connection: close").status()).isEqualTo(403);
      assertThat(running.raw("GET /ops HTTP/1.1", "Connection: close").status()).isEqualTo(400);
      assertThat(
              running
                  .raw(
                      "GET /ops HTTP/1.1",
                      "Host: 127.0.0.1",
                      "Host: evil.example",
                      "Connection: close")
                  .status())
          .isEqualTo(400);
    }
  }

  @Test
  void an_absolute_request_target_cannot_name_another_host() {
    try (RunningServer running = RunningServer.start()) {
      Reply reply =
          running.raw(
              "GET http://evil.example/ops/token/scope HTTP/1.1",
              "Host: 127.0.0.1",
              "Connection: close");
      assertThat(reply.status()).isIn(400, 403);
    }
  }

  @Test
  void a_websocket_upgrade_does_not_get_around_the_door() {
    try (RunningServer running = RunningServer.start()) {
      Reply reply =
          running.raw(
              "GET /ops/token/scope HTTP/1.1",
              "Host: evil.example",
              "Upgrade: websocket",
              "Connection: Upgrade, close",
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
              "Sec-WebSocket-Version: 13");
      assertThat(reply.status()).isEqualTo(403);
    }
  }

  @Test
  void the_host_of_an_absolute_route_is_let_in() {
    try (RunningServer running =
        RunningServer.start(s -> s.route("https://ops.example.com/internal/ops"))) {
      assertThat(running.server.opsApiUrl().url())
          .isEqualTo("https://ops.example.com/internal/ops");
      Reply reply =
          running.raw(
              "GET /internal/ops HTTP/1.1",
              "Host: ops.example.com",
              "Origin: https://ops.example.com",
              "Connection: close");
      assertThat(reply.status()).isEqualTo(200);
      assertThat(
              running
                  .raw("GET /internal/ops HTTP/1.1", "Host: other.example", "Connection: close")
                  .status())
          .isEqualTo(403);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "http://evil.example:8274",
        "null",
        "http://127.0.0.1",
        "http://localhost:1",
        "https://ops.utilmeta.com.evil.example",
        "http://ops.utilmeta.com",
        "https://ops.utilmeta.com",
        "file://"
      })
  void a_page_of_another_origin_is_refused(String origin) {
    try (RunningServer running = RunningServer.start()) {
      for (String method : List.of("GET", "OPTIONS")) {
        Reply reply = running.send(method, "/ops", "Origin", origin);
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.msg())
            .startsWith("PermissionDenied: Invalid request origin: " + origin + " (");
        assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(reply.header("Vary")).contains("Origin");
      }
    }
  }

  @Test
  void the_own_page_may_call_by_every_loopback_name() {
    try (RunningServer running = RunningServer.start()) {
      int port = running.server.port();
      for (String host : List.of("127.0.0.1", "localhost", "[::1]")) {
        String origin = "http://" + host + ":" + port;
        Reply reply = running.get("/token/scope", "Origin", origin);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo(origin);
        assertThat(reply.header("Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(reply.header("Vary")).contains("Origin");
      }
    }
  }

  @Test
  void the_own_page_may_call_through_a_tunnel_with_another_port() {
    try (RunningServer running = RunningServer.start()) {
      Reply own =
          running.raw(
              "GET /ops/token/scope HTTP/1.1",
              "Host: localhost:9999",
              "Origin: http://localhost:9999",
              "Connection: close");
      assertThat(own.status()).isEqualTo(200);
      Reply neighbour =
          running.raw(
              "GET /ops/token/scope HTTP/1.1",
              "Host: localhost:9999",
              "Origin: http://localhost:9998",
              "Connection: close");
      assertThat(neighbour.status()).isEqualTo(403);
    }
  }

  @Test
  void the_published_console_may_call_only_outside_of_production() {
    try (RunningServer running = RunningServer.start(s -> s.production(false))) {
      Reply reply = running.get("/logs/service", "Origin", CONSOLE);
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo(CONSOLE);
    }
  }

  @Test
  void a_set_list_of_origins_replaces_the_default_one() {
    try (RunningServer running =
        RunningServer.start(
            s -> s.production(false).allowOrigins(List.of("https://Console.example:443")))) {
      assertThat(running.get("", "Origin", "https://console.example").status()).isEqualTo(200);
      assertThat(running.get("", "Origin", CONSOLE).status()).isEqualTo(403);
    }
  }

  @Test
  void the_star_lets_every_page_in() {
    try (RunningServer running = RunningServer.start(s -> s.allowOrigins(List.of("*")))) {
      Reply reply = running.get("", "Origin", "https://any.example");
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo("https://any.example");
    }
  }
}
