package io.opsagent.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.server.testkit.LogRow;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page that the operator visits may do with the node on the operator's machine: nothing. */
class BrowserAttacksTest {
  private static final String CHROME =
      "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "something-new"})
  void a_request_of_another_site_is_refused_although_it_names_no_origin(String site) {
    try (RunningServer running = RunningServer.start(s -> s.production(false))) {
      for (String path : List.of("/ops", "/ops/logs/service", "/ops/nope", "/readyz")) {
        Reply reply =
            running.send("GET", path, "Sec-Fetch-Site", site, "Sec-Fetch-Mode", "no-cors");
        assertThat(reply.status()).as(path).isEqualTo(403);
        assertThat(reply.body()).contains("Invalid request origin");
        assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
      }
      assertThat(running.send("POST", "/ops", "Sec-Fetch-Site", site).status()).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"same-origin", "none"})
  void the_own_page_and_the_address_bar_are_let_in(String site) {
    try (RunningServer running = RunningServer.start()) {
      assertThat(running.get("/logs/service", "Sec-Fetch-Site", site).status()).isEqualTo(200);
    }
  }

  @Test
  void a_link_of_another_page_leads_to_the_console_and_to_nothing_else() {
    try (RunningServer running = RunningServer.start()) {
      String[] link = {
        "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"
      };
      assertThat(running.get("/ui/", link).status()).isEqualTo(200);
      assertThat(running.get("", link).status()).isEqualTo(200);
      assertThat(running.get("/logs/service", link).status()).isEqualTo(403);
      String[] frame = link.clone();
      frame[5] = "iframe";
      assertThat(running.get("/ui/", frame).status()).isEqualTo(403);
    }
  }

  @Test
  void the_page_of_an_application_on_another_loopback_port_is_a_foreign_one() {
    try (RunningServer running = RunningServer.start(s -> s.production(false))) {
      int other = running.server.port() == 8080 ? 8081 : 8080;
      for (String host : List.of("127.0.0.1", "localhost", "[::1]")) {
        Reply reply =
            running.get(
                "/logs/service",
                "Origin",
                "http://" + host + ":" + other,
                "Sec-Fetch-Site",
                "same-site");
        assertThat(reply.status()).isEqualTo(403);
      }
    }
  }

  @Test
  void hosts_of_the_setting_are_let_in_and_their_page_with_them() {
    try (RunningServer running =
        RunningServer.start(s -> s.allowedHosts(List.of("Ops.Example", "2001:db8::7")))) {
      for (String host : List.of("ops.example", "OPS.example:8274", "[2001:db8::7]:1")) {
        assertThat(running.raw("GET /ops HTTP/1.1", "Host: " + host, "Connection: close").status())
            .as(host)
            .isEqualTo(200);
      }
      for (String origin : List.of("http://ops.example", "https://ops.example")) {
        assertThat(
                running
                    .raw(
                        "GET /ops/token/scope HTTP/1.1",
                        "Host: ops.example",
                        "Origin: " + origin,
                        "Connection: close")
                    .status())
            .as(origin)
            .isEqualTo(200);
      }
      assertThat(
              running
                  .raw(
                      "GET /ops/token/scope HTTP/1.1",
                      "Host: ops.example",
                      "Origin: http://ops.example:81",
                      "Connection: close")
                  .status())
          .isEqualTo(403);
      assertThat(
              running.raw("GET /ops HTTP/1.1", "Host: x.ops.example", "Connection: close").status())
          .isEqualTo(403);
    }
  }

  @Test
  void the_address_that_the_connection_came_in_by_is_an_own_host() {
    try (RunningServer running = RunningServer.start(s -> s.host("0.0.0.0"))) {
      assertThat(running.raw("GET /ops HTTP/1.1", "Host: 0.0.0.0", "Connection: close").status())
          .isEqualTo(403);
      assertThat(
              running.raw("GET /ops HTTP/1.1", "Host: 127.0.0.1:1", "Connection: close").status())
          .isEqualTo(200);
    }
  }

  @Test
  void without_the_middleware_cors_foreign_pages_are_refused_all_the_same() {
    try (RunningServer running = RunningServer.start(s -> s.middlewares(List.of()))) {
      assertThat(running.get("", "Origin", "https://evil.example").status()).isEqualTo(403);
      assertThat(
              running.raw("GET /ops HTTP/1.1", "Host: evil.example", "Connection: close").status())
          .isEqualTo(403);
      Reply own = running.get("", "Origin", running.server.loopbackUrl());
      assertThat(own.status()).isEqualTo(200);
      assertThat(own.header("Access-Control-Allow-Origin")).isEmpty();
      assertThat(own.header("X-Request-ID")).isNotEmpty();
      Reply options = running.send("OPTIONS", "/ops");
      assertThat(options.status()).isEqualTo(200);
      assertThat(options.header("Allow")).contains("GET");
    }
  }

  @Test
  void what_a_hostile_request_left_behind_is_never_taken_for_a_page() {
    String script = "<script>alert(1)</script>";
    try (RunningServer running = RunningServer.start()) {
      running.store(
          LogRow.row().path("/" + script).requestHeadersJson("{\"X\":\"" + script + "\"}").build());
      for (String path :
          List.of(
              "/ops/logs/service",
              "/ops/logs?id=1",
              "/ops/logs/service?order=" + "%3Cscript%3E",
              "/ops/%3Cscript%3Ealert(1)%3C/script%3E",
              "/%3Cscript%3E",
              "/ops/ui/_/%3Cscript%3E")) {
        Reply reply = running.send("GET", path, "Accept", CHROME);
        assertThat(reply.header("Content-Type")).as(path).startsWith("application/json");
        assertThat(reply.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
        assertThat(reply.header("Content-Security-Policy"))
            .as(path)
            .startsWith("default-src 'none'");
        assertThat(reply.header("X-Frame-Options")).as(path).isEqualTo("DENY");
      }
    }
  }

  @Test
  void the_page_allows_no_inline_script_and_shows_nothing_of_a_request() {
    try (RunningServer running = RunningServer.start()) {
      for (String path :
          List.of("/ops/ui/", "/ops/ui", "/ops/ui/?x=%3Cmark%3E", "/ops/ui/%3Cmark%3E")) {
        Reply page = running.send("GET", path, "Accept", CHROME);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type"))
            .isEqualToIgnoringWhitespace("text/html;charset=utf-8");
        assertThat(page.header("Content-Security-Policy")).doesNotContain("unsafe");
        assertThat(page.body()).contains("<div id=\"app\">").doesNotContain("mark>");
        assertThat(page.body())
            .doesNotContainPattern("<script(?![^>]* src=)|<style| style=| on[a-z]+=");
      }
      assertThat(running.get("/ui/").header("Content-Security-Policy"))
          .contains("script-src 'self'")
          .contains("frame-ancestors 'none'");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        CHROME + "|302",
        "text/html|302",
        "text/html;q=0.5, application/json;q=0.4|302",
        "application/json|200",
        "application/json, text/html|200",
        "*/*|200",
        "text/html;q=0|200",
        "text/html;q=0.3, */*;q=0.3|200",
        "text/*|200",
        ";;q=|200"
      })
  void a_browser_is_sent_to_the_console_and_everyone_else_gets_the_service_info(
      String accept, int status) {
    try (RunningServer running = RunningServer.start()) {
      for (String root : List.of("/ops", "/ops/")) {
        Reply reply = running.send("GET", root, "Accept", accept);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("Vary")).contains("Accept").contains("Origin");
        if (status == 302) {
          assertThat(reply.header("Location")).isEqualTo("/ops/ui/");
        } else {
          assertThat(reply.result().get("utilmeta").asText()).isEqualTo("0.4.0");
        }
      }
    }
  }

  @Test
  void a_private_network_is_answered_for_allowed_origins_only() {
    try (RunningServer running = RunningServer.start(s -> s.production(false))) {
      Reply allowed =
          running.send(
              "OPTIONS",
              "/ops/logs",
              "Origin",
              "https://ops.utilmeta.com",
              "Access-Control-Request-Private-Network",
              "true");
      assertThat(allowed.header("Access-Control-Allow-Private-Network")).isEqualTo("true");
      Reply refused =
          running.send(
              "OPTIONS",
              "/ops/logs",
              "Origin",
              "https://evil.example",
              "Access-Control-Request-Private-Network",
              "true");
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.header("Access-Control-Allow-Private-Network")).isEmpty();
    }
  }
}
