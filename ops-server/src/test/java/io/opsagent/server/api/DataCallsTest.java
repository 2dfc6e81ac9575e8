package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /data} while no table is known, and the order of checks there (operations-api.md 1.1). */
class DataCallsTest {
  private static final String REMOTE = "8.8.8.8";
  private static RunningServer running;

  @BeforeAll
  static void start() {
    running = RunningServer.start();
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  private static Reply call(String name, String query, String body, String... headers) {
    return running.sendBody("POST", "/data/" + name + query, "application/json", body, headers);
  }

  @Test
  void there_are_no_tables() {
    Reply reply = running.get("/data/tables");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.result().toString()).isEqualTo("[]");
    assertThat(reply.json().get("count").asInt()).isZero();
  }

  @Test
  void case_7_the_collection_has_no_index_and_calls_are_posts() {
    assertThat(running.get("/data").status()).isEqualTo(404);
    assertThat(running.get("/data/query?model=shop.models.Author").status()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(strings = {"query", "create", "update", "delete"})
  void every_model_is_invalid(String name) {
    for (String body : List.of("{}", "", "{\"data\": []}", "{\"rows\": 0}")) {
      Reply reply = call(name, "?model=shop.models.Author", body);
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.msg()).isEqualTo("BadRequest: Invalid model: shop.models.Author");
    }
    assertThat(call(name, "?model=x", "{}").msg()).isEqualTo("BadRequest: Invalid model: x");
    assertThat(call(name, "", "{}").msg())
        .isEqualTo("BadRequest: DataAPI: request.QueryParam('model') not provided");
    assertThat(call(name, "?model=x", "notjson").status()).isEqualTo(422);
    assertThat(call(name, "?model=x", "[]").status()).isEqualTo(400);
  }

  @Test
  void an_unknown_alias_is_said_after_authentication_and_before_path_and_scope() {
    String wanted = "BadRequest: Invalid database alias: 'other'";
    assertThat(call("query", "?model=x&using=other", "{}").msg()).isEqualTo(wanted);
    assertThat(running.get("/data/whatever?using=other").msg()).isEqualTo(wanted);
    assertThat(running.get("/data/query?using=other").msg()).isEqualTo(wanted);
    assertThat(call("query", "?using=other", "{}", "X-Forwarded-For", REMOTE).status())
        .isEqualTo(401);
    try (RunningServer little = RunningServer.start(s -> s.localScope(List.of("api.view")))) {
      assertThat(little.get("/data/tables?using=other").status()).isEqualTo(400);
      assertThat(little.get("/data/tables").status()).isEqualTo(403);
    }
  }

  @Test
  void case_18_scopes_are_asked_for_in_the_order_of_the_protocol() {
    try (RunningServer little = RunningServer.start(s -> s.localScope(List.of("api.view")))) {
      assertThat(little.get("/openapi").status()).isEqualTo(200);
      Reply tables = little.get("/data/tables");
      assertThat(tables.status()).isEqualTo(403);
      assertThat(tables.msg()).isEqualTo("PermissionDenied: insufficient scope");
      assertThat(little.get("/servers/whatever").status()).isEqualTo(403);
      assertThat(little.get("/data/whatever").status()).isEqualTo(404);
    }
  }

  @Test
  void case_19_a_disabled_scope_beats_all_others() {
    try (RunningServer running = RunningServer.start(s -> s.disabledScope(List.of("data.query")))) {
      Reply reply = running.sendBody("POST", "/data/query?model=x", "application/json", "{}");
      assertThat(reply.status()).isEqualTo(403);
      assertThat(reply.msg())
          .isEqualTo("PermissionDenied: Operation: ['data.query'] denied by config");
      assertThat(running.get("/token/scope").result().toString()).isEqualTo("[\"*\"]");
    }
  }

  @Test
  void case_25_a_token_without_the_scope_sees_no_tables() {
    try (RunningServer little = RunningServer.start(s -> s.localScope(List.of("log.view")))) {
      assertThat(little.get("/data/tables").status()).isEqualTo(403);
    }
    assertThat(running.get("/data/tables").status()).isEqualTo(200);
  }
}
