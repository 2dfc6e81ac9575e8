package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.server.testkit.LogRow;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a caller sends, the fault is the caller's: 5xx is kept for ours. */
class FuzzTest {
  private static final long SEED = 20260101;
  private static final List<String> NAMES =
      List.of(
          "rows",
          "limit",
          "page",
          "offset",
          "order",
          "level",
          "status",
          "status_gte",
          "method",
          "endpoint_like",
          "ip",
          "public",
          "time_gte",
          "time>=",
          "time<",
          "start",
          "end",
          "admin",
          "path_contains",
          "id",
          "node",
          "instance",
          "[]",
          "",
          "%00",
          "%F0%9F%98%80");
  private static final List<String> VALUES =
      List.of(
          "",
          "0",
          "-1",
          "1",
          "100",
          "101",
          "99999999999999999999999999",
          "-99999999999999999999",
          "1e9",
          "NaN",
          "null",
          "true",
          "%00",
          "%FF",
          "%ED%A0%80",
          "%zz",
          "%",
          "''",
          "--;",
          "-time,-",
          ",,,",
          "2026-01-01",
          "9999-12-31T23:59:59.999999999Z",
          "0000-01-01",
          "-20000000000",
          "20000000001",
          "0.0000000000001",
          "+",
          "%2B",
          "a=b=c",
          "%5B%5D",
          "<x>",
          "1767254428.999999999999");

  private static final List<String> PATHS =
      List.of(
          "/ops/%2e%2e/x",
          "/ops/../x",
          "/ops/..;/x",
          "/ops;a=b",
          "/ops/logs;x=1",
          "/ops/%00",
          "/ops/%2F",
          "/ops/%",
          "/ops/%zz",
          "/ops/%FF%FE",
          "/ops/%u0041",
          "/ops/\\x",
          "//ops",
          "/ops//",
          "/./ops",
          "*",
          "http://127.0.0.1/ops",
          "/WEB-INF/web.xml",
          "/ops/{x}",
          "/ops/logs/service/%2e",
          "/ops?",
          "/ops?&&&=&",
          "/ops#f",
          "/ops/[",
          "/ops/|");

  @Test
  void no_combination_of_parameters_is_a_server_error() {
    Random random = new Random(SEED);
    try (RunningServer running = RunningServer.start()) {
      running.store(LogRow.row().build());
      for (int i = 0; i < 400; i++) {
        StringBuilder target = new StringBuilder(i % 3 == 0 ? "/ops/logs?" : "/ops/logs/service?");
        for (int pairs = random.nextInt(4) + 1; pairs > 0; pairs--) {
          target.append(pick(random, NAMES)).append('=').append(pick(random, VALUES)).append('&');
        }
        assertAnsweredWithoutServerError(running, "GET " + target + " HTTP/1.1");
      }
    }
  }

  @Test
  void no_path_and_no_method_is_a_server_error() {
    try (RunningServer running = RunningServer.start()) {
      for (String path : PATHS) {
        assertAnsweredWithoutServerError(running, "GET " + path + " HTTP/1.1");
      }
      for (String method :
          List.of(
              "get", "FOO", "TRACE", "CONNECT", "OPTIONS", "B%D", "GET-1", "PROPFIND", "HEAD")) {
        assertAnsweredWithoutServerError(running, method + " /ops HTTP/1.1");
        assertAnsweredWithoutServerError(running, method + " /ops/logs/service HTTP/1.1");
      }
    }
  }

  @Test
  void no_header_is_a_server_error() {
    try (RunningServer running = RunningServer.start()) {
      for (String header :
          List.of(
              "Origin: null",
              "Origin: ::",
              "Origin: http://",
              "Accept: ;;;q=x",
              "X-Forwarded-For: ,,,",
              "Forwarded: =;=;,",
              "Forwarded: for=\"",
              "X-Request-ID: " + "x".repeat(500),
              "Cookie: \"=;;",
              "Content-Length: abc",
              "Transfer-Encoding: gibberish",
              "Expect: 100-continue",
              "Range: bytes=5-1",
              "Upgrade: websocket",
              "Sec-WebSocket-Version: 13",
              "Authorization: \t",
              "Accept-Charset: none",
              "NoColonAtAll")) {
        Reply reply =
            running.raw(
                "GET /ops/logs/service HTTP/1.1", "Host: localhost", header, "Connection: close");
        assertThat(reply.status()).as(header).isLessThan(500);
      }
    }
  }

  private static void assertAnsweredWithoutServerError(RunningServer running, String requestLine) {
    Reply reply = running.raw(requestLine, "Host: 127.0.0.1", "Connection: close");
    assertThat(reply.status()).as(requestLine).isBetween(200, 499);
    assertThat(reply.header("X-Request-ID")).as(requestLine).isNotEmpty();
  }

  private static String pick(Random random, List<String> items) {
    return items.get(random.nextInt(items.size()));
  }
}
