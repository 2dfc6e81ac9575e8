package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.server.testkit.AccessDatabase;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients, their tokens, revocation and what the audit log says of it. */
class ClientTokenTest {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String JSON = "application/json";
  private static final String[] REMOTE = {"X-Forwarded-For", "8.8.8.8"};

  private AccessDatabase database;
  private RunningServer running;

  @BeforeEach
  void start() {
    database = AccessDatabase.open();
    running = RunningServer.start(database.repositories(), settings -> settings);
  }

  @AfterEach
  void stop() {
    running.close();
    database.close();
  }

  private JsonNode client(String scopes, String more) {
    Reply made =
        running.sendBody(
            "POST", "/v1/clients", JSON, "{\"name\":\"ci\",\"scopes\":" + scopes + more + "}");
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made.json();
  }

  private Reply fetch(JsonNode client, String form) {
    return fetch(client.get("clientID").asText(), client.get("clientSecret").asText(), form);
  }

  private Reply fetch(String id, String secret, String form) {
    String basic =
        Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    return running.sendBody(
        "POST",
        "/oauth/token",
        FORM,
        form,
        "Authorization",
        "Basic " + basic,
        REMOTE[0],
        REMOTE[1]);
  }

  private String token(JsonNode client) {
    return fetch(client, "grant_type=client_credentials").json().get("access_token").asText();
  }

  private static Reply scopeOf(RunningServer at, String token) {
    return at.get("/token/scope", "Authorization", "Bearer " + token, REMOTE[0], REMOTE[1]);
  }

  private static String error(Reply reply) {
    return reply.json().get("error").asText();
  }

  @Test
  void a_client_gets_a_token_for_its_secret_and_enters_with_it_from_elsewhere() {
    JsonNode client = client("[\"log.view\",\"metrics.view\"]", ",\"expiresInSeconds\":86400");
    assertThat(client.get("instanceID").asText()).matches("client-[a-z0-9]{6}");
    assertThat(client.get("clientSecret").asText()).matches("opss_[A-Za-z0-9_-]{43}");

    Reply fetched = fetch(client, "grant_type=client_credentials");
    assertThat(fetched.status()).as(fetched.body()).isEqualTo(200);
    assertThat(fetched.header("Cache-Control")).isEqualTo("no-store");
    assertThat(fetched.json().get("token_type").asText()).isEqualTo("Bearer");
    assertThat(fetched.json().get("expires_in").asInt()).isBetween(3_500, 3_600);
    assertThat(fetched.json().get("scope").asText()).isEqualTo("log.view metrics.view");
    String token = fetched.json().get("access_token").asText();
    assertThat(token).matches("opsa_[A-Za-z0-9_-]{43}");

    Reply entered = scopeOf(running, token);
    assertThat(entered.result().toString()).isEqualTo("[\"log.view\",\"metrics.view\"]");
    assertThat(running.get("/v1/audit", "Authorization", token).status()).isEqualTo(403);
    assertThat(running.get("/v1/clients/" + client.get("instanceID").asText()).body())
        .doesNotContain("ecret");
  }

  @Test
  void a_client_may_send_its_secret_in_the_form_and_ask_for_fewer_scopes() {
    JsonNode client = client("[\"log.view\",\"metrics.view\"]", "");
    String form =
        "grant_type=client_credentials&scope=log.view&client_id="
            + client.get("clientID").asText()
            + "&client_secret="
            + client.get("clientSecret").asText();
    Reply fetched = running.sendBody("POST", "/oauth/token", FORM, form);
    assertThat(fetched.json().get("scope").asText()).isEqualTo("log.view");
    assertThat(error(fetch(client, "grant_type=client_credentials&scope=log.delete")))
        .isEqualTo("invalid_scope");
  }

  @Test
  void what_is_wrong_with_a_request_for_a_token_is_said_in_the_words_of_rfc_6749() {
    JsonNode client = client("[\"log.view\"]", "");
    String id = client.get("clientID").asText();
    Reply wrong = fetch(id, "opss_wrong", "grant_type=client_credentials");
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(error(wrong)).isEqualTo("invalid_client");
    assertThat(wrong.header("WWW-Authenticate")).startsWith("Basic");
    assertThat(error(fetch("client-000000", "x", "grant_type=client_credentials")))
        .isEqualTo("invalid_client");
    assertThat(error(fetch(client, "grant_type=password"))).isEqualTo("unsupported_grant_type");
    assertThat(error(fetch(client, "a=b"))).isEqualTo("invalid_request");
    assertThat(error(running.sendBody("POST", "/oauth/token", JSON, "{}")))
        .isEqualTo("invalid_request");
    assertThat(error(running.sendBody("POST", "/oauth/token", FORM, "a=%zz")))
        .isEqualTo("invalid_request");
    Reply twice = fetch(client, "grant_type=client_credentials&client_secret=x");
    assertThat(error(twice)).isEqualTo("invalid_request");
  }

  @Test
  void a_secret_cannot_be_tried_out() {
    String id = client("[\"log.view\"]", "").get("clientID").asText();
    for (int i = 0; i < 5; i++) {
      assertThat(fetch(id, "opss_" + i, "grant_type=client_credentials").status()).isEqualTo(401);
    }
    Reply throttled = fetch(id, "opss_x", "grant_type=client_credentials");
    assertThat(throttled.status()).isEqualTo(429);
    assertThat(Integer.parseInt(throttled.header("Retry-After"))).isBetween(1, 301);
  }

  @Test
  void a_token_ends_with_its_client() {
    JsonNode client = client("[\"log.view\"]", ",\"expiresInSeconds\":2");
    Reply fetched = fetch(client, "grant_type=client_credentials");
    assertThat(fetched.json().get("expires_in").asInt()).isLessThanOrEqualTo(2);
    String token = fetched.json().get("access_token").asText();
    await().atMost(Duration.ofSeconds(10)).until(() -> scopeOf(running, token).status() == 401);
    assertThat(error(fetch(client, "grant_type=client_credentials"))).isEqualTo("invalid_client");
  }

  @Test
  void a_revoked_token_is_refused_at_once_here_and_within_six_seconds_on_another_node() {
    JsonNode client = client("[\"log.view\"]", "");
    try (RunningServer other = RunningServer.start(database.repositories(), settings -> settings)) {
      String token = token(client);
      String kept = token(client);
      assertThat(scopeOf(running, token).status()).isEqualTo(200);
      assertThat(scopeOf(other, token).status()).isEqualTo(200);
      String name = running.get("/v1/tokens").json().at("/items/1/instanceID").asText();
      Reply revoked = running.send("DELETE", "/ops/v1/tokens/" + name);
      assertThat(revoked.json().get("revokedAt").isNull()).isFalse();

      Reply refused = scopeOf(running, token);
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.json().get("state").asText()).isEqualTo("invalid_token");
      assertThat(refused.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
      await().atMost(Duration.ofSeconds(6)).until(() -> scopeOf(other, token).status() == 401);
      assertThat(scopeOf(running, kept).status()).isEqualTo(200);
    }
  }

  @Test
  void revoking_a_client_a_subject_or_all_takes_their_tokens_along() {
    JsonNode first = client("[\"log.view\"]", "");
    JsonNode second = client("[\"log.view\"]", "");
    JsonNode third = client("[\"log.view\"]", "");
    List<String> tokens = List.of(token(first), token(second), token(third));

    running.send("DELETE", "/ops/v1/clients/" + first.get("clientID").asText());
    assertThat(tokens).extracting(t -> scopeOf(running, t).status()).containsExactly(401, 200, 200);
    assertThat(error(fetch(first, "grant_type=client_credentials"))).isEqualTo("invalid_client");

    running.send("DELETE", "/ops/v1/tokens?subject=" + second.get("clientID").asText());
    assertThat(tokens).extracting(t -> scopeOf(running, t).status()).containsExactly(401, 401, 200);

    Reply all = running.send("DELETE", "/ops/v1/tokens?all=true");
    assertThat(all.json().get("revoked").asInt()).isEqualTo(1);
    assertThat(tokens).extracting(t -> scopeOf(running, t).status()).containsExactly(401, 401, 401);
    assertThat(running.send("DELETE", "/ops/v1/tokens").status()).isEqualTo(400);
  }

  @Test
  void nobody_gives_a_scope_that_he_has_not() {
    String manager = token(client("[\"clients.manage\",\"log.view\"]", ""));
    String body = "{\"name\":\"x\",\"scopes\":[\"%s\"]}";
    Reply own =
        running.sendBody(
            "POST",
            "/v1/clients",
            JSON,
            body.formatted("log.view"),
            "Authorization",
            "Bearer " + manager);
    assertThat(own.status()).isEqualTo(201);
    for (String more : List.of("*", "log.delete")) {
      Reply refused =
          running.sendBody(
              "POST",
              "/v1/clients",
              JSON,
              body.formatted(more),
              "Authorization",
              "Bearer " + manager);
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.json().get("message").asText()).contains(more);
    }
  }

  @Test
  void a_client_that_cannot_be_made_says_why() {
    for (String body :
        List.of(
            "{}",
            "[]",
            "{\"name\":\"x\",\"scopes\":[]}",
            "{\"name\":\"x\",\"scopes\":[\"nope\"]}",
            "{\"name\":\"x\",\"scopes\":\"log.view\"}",
            "{\"name\":\"\",\"scopes\":[\"log.view\"]}",
            "{\"name\":\"x\",\"scopes\":[\"log.view\"],\"expiresInSeconds\":0}",
            "{\"name\":\"x\",\"scopes\":[\"log.view\"],\"more\":1}")) {
      Reply refused = running.sendBody("POST", "/v1/clients", JSON, body);
      assertThat(refused.status()).as(body).isEqualTo(400);
      assertThat(refused.json().get("code").asText()).isEqualTo("bad_request");
    }
    assertThat(running.sendBody("POST", "/v1/clients", JSON, "{").status()).isEqualTo(422);
    assertThat(running.sendBody("POST", "/v1/clients", "text/plain", "{}").status()).isEqualTo(400);
  }

  @Test
  void lists_are_paged_by_key() {
    for (int i = 0; i < 3; i++) {
      client("[\"log.view\"]", "");
    }
    JsonNode first = running.get("/v1/clients?limit=2").json();
    assertThat(first.get("items")).hasSize(2);
    JsonNode second =
        running.get("/v1/clients?limit=2&before=" + first.get("next").asLong()).json();
    assertThat(second.get("items")).hasSize(1);
    assertThat(second.get("next").isNull()).isTrue();
    assertThat(running.get("/v1/clients?limit=0").status()).isEqualTo(400);
  }

  @Test
  void the_audit_log_says_who_did_what_from_where_and_holds_no_secret() {
    JsonNode client = client("[\"log.view\"]", "");
    String id = client.get("clientID").asText();
    String token = token(client);
    running.send("DELETE", "/ops/v1/tokens?all=true");
    scopeOf(running, token);
    await()
        .untilAsserted(
            () ->
                assertThat(running.get("/v1/audit").json().get("items"))
                    .extracting(
                        e ->
                            e.get("subject").asText()
                                + " "
                                + e.get("ip").asText()
                                + " "
                                + e.get("action").asText()
                                + " "
                                + e.get("target").asText()
                                + " "
                                + e.get("status").asInt())
                    .containsExactly(
                        "anonymous 127.0.0.1 GET /token/scope null 401",
                        "local 127.0.0.1 DELETE /v1/tokens all subjects 200",
                        id
                            + " 127.0.0.1 POST /oauth/token token-"
                            + running
                                .get("/v1/tokens")
                                .json()
                                .at("/items/0/instanceID")
                                .asText()
                                .substring(6)
                            + " 200",
                        "local 127.0.0.1 POST /v1/clients " + id + " 201"));
    String log = running.get("/v1/audit").body();
    assertThat(log).doesNotContain(token).doesNotContain(client.get("clientSecret").asText());
    assertThat(running.get("/v1/audit").json().get("leftOut").asInt()).isZero();
    assertThat(running.get("/v1/audit?subject=" + id).json().get("items")).hasSize(1);
  }
}
