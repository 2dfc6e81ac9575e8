package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conformance cases 1 to 8 as far as the routes are there (operations-api.md 12). */
class RootAndRoutingTest {

  @Test
  void the_root_tells_protocol_service_time_and_that_nothing_is_required() {
    try (RunningServer running = RunningServer.start()) {
      Reply reply = running.get("");
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.header("Content-Type")).isEqualTo("application/json");
      assertThat(reply.json().fieldNames())
          .toIterable()
          .containsExactly("result", "msg", "state", "count");
      assertThat(reply.json().get("state").asInt()).isEqualTo(1);
      assertThat(reply.json().get("count").asInt()).isZero();
      assertThat(reply.msg()).isEmpty();
      assertThat(reply.result().get("utilmeta").asText()).isEqualTo("0.4.0");
      assertThat(reply.result().get("service").asText()).isEqualTo("shop");
      assertThat(reply.result().get("timestamp").asLong())
          .isBetween(System.currentTimeMillis() - 5000, System.currentTimeMillis() + 5000);
      assertThat(reply.result().get("requires")).isEmpty();
    }
  }

  @Test
  void a_connection_key_is_announced_at_the_root() {
    try (RunningServer running = RunningServer.start(s -> s.connectionKey("KK"))) {
      assertThat(running.get("").result().get("requires").toString())
          .isEqualTo("[\"connection_key\"]");
    }
  }

  @Test
  void a_node_that_is_not_local_requires_a_token() {
    try (RunningServer running = RunningServer.start(s -> s.route("https://api.example.com/ops"))) {
      assertThat(running.server.opsApiUrl().url()).isEqualTo("https://api.example.com/ops");
      assertThat(running.get("").result().get("requires").toString())
          .isEqualTo("[\"authorization\"]");
      assertThat(running.get("", "X-Forwarded-For", "10.1.2.3").result().get("requires").toString())
          .isEqualTo("[\"authorization\"]");
    }
  }

  @Test
  void the_base_url_of_the_application_does_not_make_the_node_less_local() {
    try (RunningServer running = RunningServer.start(s -> s.baseUrl("https://api.example.com"))) {
      assertThat(running.get("").result().get("requires").toString()).isEqualTo("[]");
    }
  }

  @Test
  void an_empty_local_scope_requires_a_token() {
    try (RunningServer running = RunningServer.start(s -> s.localScope(List.of()))) {
      assertThat(running.get("").result().get("requires").toString())
          .isEqualTo("[\"authorization\"]");
      assertThat(running.get("/token/scope").status()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nope",
        "/data",
        "/data/whatever",
        "/servers/whatever",
        "/nope/deeper",
        "//logs",
        "/logs//service",
        "/LOGS"
      })
  void an_unknown_path_is_404_and_named(String path) {
    try (RunningServer running = RunningServer.start()) {
      Reply local = running.get(path);
      assertThat(local.status()).isEqualTo(404);
      assertThat(local.msg()).isEqualTo("NotFound: path: </ops" + path + "> not found");
      assertThat(local.json().get("state").asInt()).isZero();
      assertThat(local.json().get("result").isNull()).isTrue();
    }
  }

  @Test
  void an_unknown_first_segment_is_404_also_for_strangers() {
    try (RunningServer running = RunningServer.start()) {
      assertThat(running.get("/nope", "X-Forwarded-For", "1.2.3.4").status()).isEqualTo(404);
      assertThat(running.get("/logs/nope", "X-Forwarded-For", "1.2.3.4").status()).isEqualTo(401);
      assertThat(running.get("/logs/nope").status()).isEqualTo(404);
    }
  }

  @Test
  void outside_of_the_route_there_is_nothing() {
    try (RunningServer running = RunningServer.start()) {
      assertThat(running.send("GET", "/").msg()).isEqualTo("NotFound: path: </> not found");
      assertThat(running.send("GET", "/opsx").status()).isEqualTo(404);
      assertThat(running.send("GET", "/api/ops").status()).isEqualTo(404);
    }
  }

  @Test
  void case_6_a_method_that_the_root_does_not_offer_is_405_with_the_methods_it_does() {
    try (RunningServer running = RunningServer.start()) {
      Reply reply = running.send("PUT", "/ops", "X-Forwarded-For", "1.2.3.4");
      assertThat(reply.status()).isEqualTo(405);
      assertThat(reply.msg())
          .isEqualTo(
              "MethodNotAllowed: Method: put is not allowed (use methods in"
                  + " ['post', 'get', 'patch', 'delete'])");
      assertThat(reply.header("Allow")).isEqualTo("POST, GET, PATCH, DELETE");
    }
  }

  @Test
  void below_the_root_405_comes_after_authentication() {
    try (RunningServer running = RunningServer.start()) {
      assertThat(running.send("POST", "/ops/logs/service").status()).isEqualTo(405);
      assertThat(running.send("POST", "/ops/logs/service", "X-Forwarded-For", "1.2.3.4").status())
          .isEqualTo(401);
    }
  }

  @Test
  void a_path_may_end_in_one_slash() {
    try (RunningServer running = RunningServer.start()) {
      assertThat(running.get("/token/scope/").body()).isEqualTo(running.get("/token/scope").body());
      assertThat(running.get("/").status()).isEqualTo(200);
      assertThat(running.get("/token/scope//").status()).isEqualTo(404);
      assertThat(running.get("//").status()).isEqualTo(404);
    }
  }

  @Test
  void head_is_get_without_a_body() {
    try (RunningServer running = RunningServer.start()) {
      Reply head = running.send("HEAD", "/ops/token/scope");
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
      assertThat(head.header("Content-Type")).isEqualTo("application/json");
      assertThat(running.send("HEAD", "/ops/logs?id=9").status()).isEqualTo(404);
      assertThat(running.send("HEAD", "/ops/nope").status()).isEqualTo(404);
    }
  }

  @Test
  void the_route_can_have_several_segments() {
    try (RunningServer running = RunningServer.start(s -> s.route("api/ops"))) {
      assertThat(running.server.opsApiUrl().url())
          .isEqualTo("http://127.0.0.1:" + running.server.port() + "/api/ops");
      assertThat(running.send("GET", "/api/ops").status()).isEqualTo(200);
      assertThat(running.send("GET", "/api/ops/token/scope").status()).isEqualTo(200);
      assertThat(running.send("GET", "/ops").status()).isEqualTo(404);
    }
  }
}
