package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.server.testkit.AccessDatabase;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import io.opsagent.server.testkit.SupervisorKey;
import io.opsagent.storage.access.Supervisor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conformance cases 24 to 36: tokens of a supervisor (operations-api.md 3.3, 3.5). */
class SupervisorTokenTest {
  private static final SupervisorKey KEY = SupervisorKey.create();

  private static AccessDatabase database;
  private RunningServer running;
  private String node;
  private Supervisor supervisor;

  @BeforeAll
  static void openDatabase() {
    database = AccessDatabase.open();
  }

  @AfterAll
  static void closeDatabase() {
    database.close();
  }

  @BeforeEach
  void start() {
    node = "n" + System.nanoTime();
    supervisor = KEY.register(database.repositories(), node);
    running = RunningServer.start(database.repositories(), settings -> settings);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private Reply get(String path, String token) {
    return running.get(path, "Authorization", "Bearer " + token, "X-Node-ID", node);
  }

  private Reply revoke(String token, String ids) {
    return running.sendBody(
        "POST",
        "/token/revoke",
        "application/json",
        ids,
        "Authorization",
        token,
        "X-Node-ID",
        node);
  }

  private String token(String scope) {
    return KEY.rs256(SupervisorKey.claims(node, scope));
  }

  private String token(String claim, Object value) {
    Map<String, Object> claims = SupervisorKey.claims(node, "*");
    claims.put(claim, value);
    return KEY.rs256(claims);
  }

  private static String state(Reply reply) {
    return reply.json().get("state").asText();
  }

  @ParameterizedTest
  @ValueSource(strings = {"api.view,log.view", "api.view log.view", "api.view  log.view"})
  void case_24_scopes_stand_apart_by_commas_or_blanks(String scope) {
    assertThat(get("/token/scope", token(scope)).result().toString())
        .isEqualTo("[\"api.view\",\"log.view\"]");
  }

  @Test
  void case_24_the_node_comes_in_any_of_three_ways_and_the_scheme_word_is_not_needed() {
    for (Reply reply :
        List.of(
            running.get("/token/scope", "Authorization", token("*"), "X-UtilMeta-Node-ID", node),
            running.get("/token/scope?node=" + node, "Authorization", "Basic " + token("*")),
            running.get("/token/scope", "Authorization", token("*"), "X-Node-ID", node))) {
      assertThat(reply.result().toString()).isEqualTo("[\"*\"]");
    }
  }

  @Test
  void case_25_a_scope_that_is_not_in_the_token_is_403() {
    assertThat(get("/logs/service", token("api.view")).status()).isEqualTo(403);
    assertThat(get("/logs/service", token("*")).status()).isEqualTo(200);
  }

  @Test
  void case_26_the_resource_of_a_scope_is_left_out_and_so_is_what_follows_a_second_colon() {
    assertThat(
            get("/token/scope", token("data.view:shop.article,log.view:a:b")).result().toString())
        .isEqualTo("[\"data.view\",\"log.view\"]");
  }

  @Test
  void case_27_a_token_of_another_node_is_refused() {
    Reply header =
        running.get("/token/scope", "Authorization", token("*"), "X-Node-ID", node + "x");
    assertThat(header.status()).isEqualTo(400);
    assertThat(state(header)).isEqualTo("supervisor_not_found");
    Reply claim = get("/token/scope", token("nid", "other"));
    assertThat(claim.status()).isEqualTo(409);
    assertThat(claim.msg()).isEqualTo("Conflict: Invalid node id");
  }

  @Test
  void case_28_the_issuer_must_be_the_beginning_of_the_base_url_or_absent() {
    Reply foreign = get("/token/scope", token("iss", "https://evil.example"));
    assertThat(foreign.status()).isEqualTo(409);
    assertThat(foreign.msg()).isEqualTo("Conflict: Invalid token issuer: 'https://evil.example'");
    assertThat(get("/token/scope", token("iss", "")).status()).isEqualTo(200);
    Map<String, Object> without = SupervisorKey.claims(node, "*");
    without.remove("iss");
    assertThat(get("/token/scope", KEY.rs256(without)).status()).isEqualTo(200);
  }

  @Test
  void case_29_a_foreign_audience_counts_unless_the_setting_says_otherwise() {
    String foreign = token("aud", "https://other.example/ops");
    assertThat(get("/token/scope", foreign).status()).isEqualTo(200);
    try (RunningServer strict =
        RunningServer.start(database.repositories(), s -> s.checksAudience(true))) {
      Reply refused = strict.get("/token/scope", "Authorization", foreign, "X-Node-ID", node);
      assertThat(refused.status()).isEqualTo(409);
      String own = token("aud", List.of("https://x.example", strict.server.loopbackUrl()));
      assertThat(strict.get("/token/scope", "Authorization", own, "X-Node-ID", node).status())
          .isEqualTo(200);
    }
  }

  @Test
  void case_30_a_token_without_expiry_is_422_and_one_that_has_expired_400() {
    Map<String, Object> endless = SupervisorKey.claims(node, "*");
    endless.remove("exp");
    Reply incomplete = get("/token/scope", KEY.rs256(endless));
    assertThat(incomplete.status()).isEqualTo(422);
    assertThat(incomplete.msg()).isEqualTo("UnprocessableEntity: Invalid token: no expires");
    long now = Instant.now().getEpochSecond();
    for (long seconds : List.of(30L, 300L)) {
      Reply expired = get("/token/scope", token("exp", now - seconds));
      assertThat(expired.status()).isEqualTo(400);
      assertThat(state(expired)).isEqualTo("token_expired");
    }
    assertThat(get("/token/scope", token("nbf", now + 60)).status()).isEqualTo(400);
  }

  @Test
  void case_31_what_the_key_has_not_signed_is_refused() {
    Map<String, Object> claims = SupervisorKey.claims(node, "*");
    for (String forged :
        List.of(
            SupervisorKey.create().rs256(claims),
            "a.b.c",
            "x",
            "....",
            SupervisorKey.unsigned(claims),
            KEY.hs256WithPublicKey(claims),
            token("*") + "x")) {
      Reply reply = get("/token/scope", forged);
      assertThat(reply.status()).as(forged).isEqualTo(400);
      assertThat(state(reply)).as(forged).isEqualTo("token_expired");
    }
  }

  @Test
  void case_32_ps256_counts_although_the_stored_key_names_another_algorithm() {
    assertThat(KEY.jwk()).contains("RSA-OAEP-256");
    assertThat(get("/token/scope", KEY.ps256(SupervisorKey.claims(node, "*"))).status())
        .isEqualTo(200);
  }

  @Test
  void case_33_a_token_without_id_is_refused() {
    Map<String, Object> claims = SupervisorKey.claims(node, "*");
    claims.remove("jti");
    Reply reply = get("/token/scope", KEY.rs256(claims));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(state(reply)).isEqualTo("token_expired");
    assertThat(reply.msg()).isEqualTo("BadRequest: Invalid token: id required");
  }

  @Test
  void case_34_the_second_use_of_a_token_is_counted() {
    Map<String, Object> claims = SupervisorKey.claims(node, "log.view token.view");
    String token = KEY.rs256(claims);
    get("/token/scope", token);
    Reply listed = get("/token?token_id=" + claims.get("jti"), token);
    assertThat(listed.result()).hasSize(1);
    assertThat(listed.result().get(0).get("used_times").asInt()).isEqualTo(2);
    assertThat(listed.result().get(0).get("scope").toString())
        .isEqualTo("[\"log.view\",\"token.view\"]");
    assertThat(listed.result().get(0).get("issuer_id").asLong()).isEqualTo(supervisor.id());
    assertThat(get("/token?token_id=other", token).result()).isEmpty();
    assertThat(get("/token?revoked=true", token).result()).isEmpty();
  }

  @Test
  void case_35_a_token_is_revoked_before_and_after_its_first_use() {
    String manager = token("token.revoke");
    Map<String, Object> claims = SupervisorKey.claims(node, "*");
    String id = String.valueOf(claims.get("jti"));
    Reply early = revoke(manager, "[\"" + id + "\"]");
    assertThat(early.result().asInt()).isZero();
    Reply dead = get("/token/scope", KEY.rs256(claims));
    assertThat(dead.status()).isEqualTo(400);
    assertThat(state(dead)).isEqualTo("token_expired");
    assertThat(dead.msg()).isEqualTo("BadRequest: Invalid token: revoked");

    Map<String, Object> used = SupervisorKey.claims(node, "*");
    String token = KEY.rs256(used);
    assertThat(get("/token/scope", token).status()).isEqualTo(200);
    assertThat(revoke(manager, "[\"" + used.get("jti") + "\"]").result().asInt()).isEqualTo(1);
    assertThat(get("/token/scope", token).status()).isEqualTo(400);
  }

  @Test
  void what_is_no_list_of_ids_is_told_so() {
    String manager = token("token.revoke");
    assertThat(revoke(manager, "{}").status()).isEqualTo(400);
    assertThat(revoke(manager, "[\"\"]").status()).isEqualTo(400);
    assertThat(revoke(manager, "[").status()).isEqualTo(422);
  }

  @Test
  void case_36_an_anonymous_local_caller_has_no_supervisor() {
    for (Reply reply :
        List.of(
            running.get("/token"),
            running.sendBody("POST", "/token/revoke", "application/json", "[\"a\"]"))) {
      assertThat(reply.status()).isEqualTo(404);
      assertThat(state(reply)).isEqualTo("supervisor_not_found");
    }
  }

  @Test
  void all_tokens_of_a_person_are_revoked_at_once() {
    Map<String, Object> claims = SupervisorKey.claims(node, "*");
    claims.put("sub", node + "-berta");
    claims.put("iat", Instant.now().getEpochSecond() - 5);
    String token = KEY.rs256(claims);
    assertThat(get("/token/scope", token).status()).isEqualTo(200);
    assertThat(running.send("DELETE", "/ops/v1/tokens?subject=" + node + "-berta").status())
        .isEqualTo(200);
    assertThat(get("/token/scope", token).status()).isEqualTo(400);
    assertThat(get("/token/scope", token("*")).status()).isEqualTo(200);
  }
}
