package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conformance cases 13 to 20, 22 and 23: who is let in (operations-api.md 3). */
class CallerTest {
  private static final byte[] IPV6_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  private static boolean hasIpv6Loopback() {
    try (ServerSocket probe = new ServerSocket(0, 1, Inet6Address.getByAddress(IPV6_LOOPBACK))) {
      return probe.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void case_13_a_local_caller_has_all_scopes() {
    try (RunningServer running = RunningServer.start()) {
      Reply reply = running.get("/token/scope");
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.result().toString()).isEqualTo("[\"*\"]");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Forwarded-For|1.2.3.4",
        "X-Forwarded-For|10.0.0.4",
        "X-Forwarded-For|127.0.0.1, 1.2.3.4",
        "X-Forwarded-For|1.2.3.4, 127.0.0.1",
        "X-Forwarded-For|127.0.0.1,",
        "X-Forwarded-For|unknown",
        "X-Forwarded-For|127.1",
        "X-Forwarded-For|0x7f.0.0.1",
        "X-Forwarded-For|2130706433",
        "X-Forwarded-For|localhost.evil.example",
        "X-Real-IP|8.8.8.8",
        "x-real-ip|8.8.8.8",
        "Remote-Addr|8.8.8.8",
        "True-Client-IP|8.8.8.8",
        "CF-Connecting-IP|2001:db8::1",
        "Forwarded|for=1.2.3.4",
        "Forwarded|for=127.0.0.1;proto=http, for=\"[2001:db8::1]:80\"",
        "Forwarded|for=_hidden",
        "Forwarded|for=127.0.0.1;host=ops.example.com",
        "Forwarded|garbage",
        "X-Forwarded-Host|ops.example.com"
      })
  void case_14_a_request_that_was_passed_on_from_elsewhere_is_refused(String header, String value) {
    try (RunningServer running = RunningServer.start()) {
      Reply reply = running.get("/token/scope", header, value);
      assertThat(reply.status()).isEqualTo(401);
      assertThat(reply.msg()).isEqualTo("Unauthorized: None");
      assertThat(reply.json().get("state").asInt()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Forwarded-For|127.0.0.1",
        "X-Forwarded-For|127.0.0.1, ::1",
        "X-Forwarded-For|127.0.0.1:5123",
        "X-Forwarded-For|[::1]:5123",
        "X-Forwarded-For|::ffff:127.0.0.1",
        "X-Real-IP|127.8.9.10",
        "Forwarded|for=127.0.0.1;proto=http;host=localhost:8274",
        "Forwarded|For=\"[::1]:4711\"",
        "X-Forwarded-Host|localhost:3000"
      })
  void case_15_a_request_that_a_local_proxy_passed_on_is_local(String header, String value) {
    try (RunningServer running = RunningServer.start()) {
      assertThat(running.get("/token/scope", header, value).status()).isEqualTo(200);
    }
  }

  @Test
  void a_second_forged_header_does_not_hide_the_first() {
    try (RunningServer running = RunningServer.start()) {
      Reply reply =
          running.raw(
              "GET /ops/token/scope HTTP/1.1",
              "Host: 127.0.0.1",
              "X-Forwarded-For: 1.2.3.4",
              "X-Forwarded-For: 127.0.0.1",
              "Connection: close");
      assertThat(reply.status()).isEqualTo(401);
    }
  }

  @Test
  void case_16_the_connection_key_must_be_brought_and_be_right() {
    try (RunningServer running = RunningServer.start(s -> s.connectionKey("KK"))) {
      Reply missing = running.get("/token/scope");
      assertThat(missing.status()).isEqualTo(401);
      assertThat(missing.json().get("state").asText()).isEqualTo("connection_key_missing");
      Reply wrong = running.get("/token/scope", "X-UtilMeta-Connection-Key", "K");
      assertThat(wrong.status()).isEqualTo(401);
      assertThat(wrong.json().get("state").asText()).isEqualTo("connection_key_wrong");
      assertThat(running.get("/token/scope", "X-UtilMeta-Connection-Key", "KK").status())
          .isEqualTo(200);
    }
  }

  @Test
  void a_scope_that_was_not_granted_is_403_after_the_path_was_found() {
    try (RunningServer running = RunningServer.start(s -> s.localScope(List.of("api.view")))) {
      assertThat(running.get("/token/scope").result().toString()).isEqualTo("[\"api.view\"]");
      Reply refused = running.get("/logs/service?rows=nonsense");
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.msg()).isEqualTo("PermissionDenied: insufficient scope");
      assertThat(running.get("/logs/whatever").status()).isEqualTo(404);
    }
  }

  @Test
  void a_disabled_scope_beats_the_star_and_is_still_reported() {
    try (RunningServer running = RunningServer.start(s -> s.disabledScope(List.of("log.view")))) {
      Reply refused = running.get("/logs?id=1");
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.msg())
          .isEqualTo("PermissionDenied: Operation: ['log.view'] denied by config");
      assertThat(running.get("/token/scope").result().toString()).isEqualTo("[\"*\"]");
    }
  }

  @Test
  void case_20_a_node_that_is_not_local_refuses_local_callers_without_token() {
    try (RunningServer running = RunningServer.start(s -> s.route("https://api.example.com/ops"))) {
      assertThat(running.get("/token/scope").status()).isEqualTo(401);
      assertThat(running.get("").status()).isEqualTo(200);
    }
  }

  @Test
  void case_21_private_mode_lets_in_private_callers_with_the_key_on_https_alone() {
    String[] privately = {"X-Forwarded-For", "10.1.2.3"};
    String[] withKey = {"X-Forwarded-For", "10.1.2.3", "X-UtilMeta-Connection-Key", "KK"};
    String[] publicly = {"X-Forwarded-For", "8.8.8.8", "X-UtilMeta-Connection-Key", "KK"};
    for (String scheme : List.of("https", "http")) {
      try (RunningServer running =
          RunningServer.start(
              s ->
                  s.route(scheme + "://api.example.com/ops")
                      .connectionKey("KK")
                      .privateScope(List.of("log.view", "api.view"))
                      .trustedProxies(List.of("127.0.0.1")))) {
        boolean isOn = scheme.equals("https");
        Reply entered = running.get("/token/scope", withKey);
        assertThat(entered.status()).as(scheme).isEqualTo(isOn ? 200 : 401);
        if (isOn) {
          assertThat(entered.result().toString()).isEqualTo("[\"log.view\",\"api.view\"]");
          assertThat(running.get("/token/scope", privately).json().get("state").asText())
              .isEqualTo("connection_key_missing");
        }
        assertThat(running.get("/token/scope", privately).status()).isEqualTo(401);
        assertThat(running.get("/token/scope", publicly).status()).isEqualTo(401);
      }
    }
  }

  @Test
  void case_22_an_authorization_header_is_judged_alone_also_from_a_local_caller() {
    try (RunningServer running = RunningServer.start()) {
      Reply noNode = running.get("/token/scope", "Authorization", "Bearer abc");
      assertThat(noNode.status()).isEqualTo(400);
      assertThat(noNode.msg()).isEqualTo("BadRequest: Node ID required");
      assertThat(noNode.json().get("state").asText()).isEqualTo("node_required");
      for (Reply noSupervisor :
          List.of(
              running.get("/token/scope?node=n1", "Authorization", "Bearer abc"),
              running.get("/token/scope", "Authorization", "x", "X-Node-ID", "n1"),
              running.get("/token/scope", "Authorization", "Basic x", "X-UtilMeta-Node-ID", "n1"),
              running.get(
                  "/token/scope",
                  "Authorization",
                  "Bearer abc",
                  "X-Node-ID",
                  "n1",
                  "X-Forwarded-For",
                  "1.2.3.4"))) {
        assertThat(noSupervisor.status()).isEqualTo(400);
        assertThat(noSupervisor.json().get("state").asText()).isEqualTo("supervisor_not_found");
      }
      assertThat(running.get("", "Authorization", "Bearer abc").status()).isEqualTo(200);
    }
  }

  @Test
  void case_23_a_caller_by_ipv6_loopback_is_local() {
    assumeThat(hasIpv6Loopback()).isTrue();
    try (RunningServer running = RunningServer.start(s -> s.host("::1"))) {
      assertThat(running.server.loopbackUrl()).isEqualTo("http://[::1]:" + running.server.port());
      assertThat(running.get("/token/scope").status()).isEqualTo(200);
      assertThat(running.get("").result().get("requires")).isEmpty();
    }
  }

  @Test
  void a_caller_by_a_dual_stack_socket_is_local() {
    assumeThat(hasIpv6Loopback()).isTrue();
    try (RunningServer running = RunningServer.start(s -> s.host("::"))) {
      int port = running.server.port();
      for (String address : List.of("127.0.0.1", "::1", "::ffff:127.0.0.1")) {
        Reply reply =
            RunningServer.rawTo(
                address,
                port,
                "GET /ops/token/scope HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(reply.status()).as(address).isEqualTo(200);
      }
    }
  }
}
