package io.opsagent.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every answer carries, and the limits of a request. */
class AnswerHeadersTest {

  private static void assertCommonHeaders(Reply reply) {
    assertThat(reply.header("X-Request-ID")).matches("[0-9a-f]{32}");
    assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(reply.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    assertThat(reply.header("Content-Security-Policy")).startsWith("default-src 'none'");
    assertThat(reply.headers()).doesNotContainKeys("server", "x-powered-by", "set-cookie");
  }

  @Test
  void good_and_bad_answers_carry_the_same_protection() {
    try (RunningServer running = RunningServer.start()) {
      List<Reply> replies =
          List.of(
              running.get(""),
              running.get("/nope"),
              running.send("PUT", "/ops"),
              running.send("OPTIONS", "/ops"),
              running.send("HEAD", "/ops"),
              running.get("/token/scope", "X-Forwarded-For", "1.2.3.4"),
              running.get("", "Origin", "https://evil.example"),
              running.send("GET", "/healthz"),
              running.raw("GET /ops HTTP/1.1", "Host: evil.example", "Connection: close"));
      replies.forEach(AnswerHeadersTest::assertCommonHeaders);
      assertThat(replies.stream().map(r -> r.header("X-Request-ID")).distinct())
          .hasSize(replies.size());
    }
  }

  @Test
  void requests_that_the_server_itself_refuses_are_answered_in_the_same_form() {
    try (RunningServer running = RunningServer.start()) {
      for (Reply reply :
          List.of(
              running.raw("GARBAGE"),
              running.raw("GET /ops HTTP/9.9", "Host: 127.0.0.1"),
              running.raw("GET /ops/%zz HTTP/1.1", "Host: 127.0.0.1", "Connection: close"),
              running.raw("GET /ops HTTP/1.1", "Host: 127.0.0.1", "Content-Length: x"))) {
        assertThat(reply.status()).isBetween(400, 599);
        assertCommonHeaders(reply);
        assertThat(reply.json().fieldNames())
            .toIterable()
            .containsExactly("result", "msg", "state", "count");
        assertThat(reply.body()).doesNotContain("jetty").doesNotContain("Exception");
      }
    }
  }

  @Test
  void the_callers_own_request_id_comes_back() {
    try (RunningServer running = RunningServer.start()) {
      assertThat(running.get("", "X-Request-ID", "abc-123/~").header("X-Request-ID"))
          .isEqualTo("abc-123/~");
      assertThat(running.get("/nope", "X-Request-ID", "x".repeat(128)).header("X-Request-ID"))
          .hasSize(128);
      Reply refused =
          running.raw(
              "GET /ops HTTP/1.1", "Host: evil.example", "X-Request-ID: r7", "Connection: close");
      assertThat(refused.header("X-Request-ID")).isEqualTo("r7");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "with blank", "caf\u00e9", "tab\there"})
  void a_request_id_that_is_not_visible_ascii_is_replaced(String id) {
    try (RunningServer running = RunningServer.start()) {
      Reply reply =
          running.raw(
              "GET /ops HTTP/1.1", "Host: 127.0.0.1", "X-Request-ID: " + id, "Connection: close");
      assertThat(reply.header("X-Request-ID")).matches("[0-9a-f]{32}");
    }
  }

  @Test
  void a_request_id_that_is_too_long_is_replaced() {
    try (RunningServer running = RunningServer.start()) {
      assertThat(running.get("", "X-Request-ID", "x".repeat(129)).header("X-Request-ID"))
          .matches("[0-9a-f]{32}");
    }
  }

  @Test
  void headers_beyond_sixteen_kilobytes_are_refused() {
    try (RunningServer running = RunningServer.start()) {
      assertThat(running.get("", "X-Long", "x".repeat(15_000)).status()).isEqualTo(200);
      Reply reply =
          running.raw("GET /ops HTTP/1.1", "Host: 127.0.0.1", "X-Long: " + "x".repeat(17_000));
      assertThat(reply.status()).isEqualTo(431);
      assertCommonHeaders(reply);
    }
  }

  @Test
  void a_body_beyond_one_megabyte_is_refused_by_its_declared_length() {
    try (RunningServer running = RunningServer.start()) {
      Reply reply =
          running.raw(
              "POST /ops/logs/service HTTP/1.1",
              "Host: 127.0.0.1",
              "Content-Length: 1048577",
              "Connection: close");
      assertThat(reply.status()).isEqualTo(413);
      assertThat(reply.msg())
          .isEqualTo("PayloadTooLarge: request body is larger than 1048576 bytes");
      assertCommonHeaders(reply);
    }
  }
}
