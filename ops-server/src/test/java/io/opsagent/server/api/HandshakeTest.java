package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.opsagent.server.testkit.AccessDatabase;
import io.opsagent.server.testkit.LogRow;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import io.opsagent.server.testkit.SupervisorEmulation;
import io.opsagent.server.testkit.SupervisorEmulation.Manner;
import io.opsagent.server.testkit.SupervisorKey;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.Keys;
import io.opsagent.settings.SupervisorKeys;
import io.opsagent.storage.access.Supervisor;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /v1/supervisors}: the node's side of the handshake (operations-api.md 4.3, 4.4, 4.8). */
class HandshakeTest {
  private AccessDatabase database;
  private SupervisorEmulation supervisor;
  private RunningServer running;

  @BeforeEach
  void start() {
    database = AccessDatabase.open();
    supervisor = new SupervisorEmulation();
    running = start(settings(false, List.of("127.0.0.1")));
  }

  @AfterEach
  void stop() {
    running.close();
    supervisor.close();
    database.close();
  }

  private RunningServer start(Configuration configuration) {
    return RunningServer.start(database, configuration, settings -> settings);
  }

  private static Configuration settings(boolean secureOnly, List<String> trusted) {
    return Configuration.builder()
        .set(Keys.PRODUCTION, false)
        .set(SupervisorKeys.SECURE_ONLY, secureOnly)
        .set(SupervisorKeys.TRUSTED_HOSTS, trusted)
        .set(SupervisorKeys.DEFAULT_TIMEOUT, 2_000L)
        .build();
  }

  private Reply connect() {
    return connect(supervisor.url(), supervisor.accessKey.jwk());
  }

  private Reply connect(String url, String key) {
    String body = JsonNodeFactory.instance.objectNode().put("url", url).put("key", key).toString();
    return running.sendBody("POST", "/v1/supervisors", "application/json", body);
  }

  private List<Supervisor> stored() {
    return database.repositories().supervisors().list("shop");
  }

  @ParameterizedTest
  @EnumSource(
      value = Manner.class,
      names = {"CALLS_BACK", "ANSWERS", "REDIRECTS"})
  void a_node_is_connected_however_the_supervisor_answers(Manner manner) {
    supervisor.manner = manner;
    database.serviceLogs().insertOnce(UUID.randomUUID(), List.of(LogRow.row().build()));
    Reply reply = connect();
    assertThat(reply.status()).as(reply.toString()).isEqualTo(201);
    assertThat(reply.json().get("nodeID").asText()).isEqualTo("n8f3k2");
    assertThat(reply.json().get("connected").asBoolean()).isTrue();
    assertThat(reply.json().get("url").asText()).isEqualTo("https://ops.utilmeta.com/team/n8f3k2");

    JsonNode metadata = supervisor.bodies.get(0);
    assertThat(metadata.get("ops_api").asText()).isEqualTo(running.server.opsApiUrl().url());
    assertThat(metadata.get("name").asText()).isEqualTo("shop");
    assertThat(metadata.get("language").asText()).isEqualTo("java");
    assertThat(metadata.get("utilmeta_version").asText()).isEqualTo("2.8.1");
    assertThat(supervisor.headers.get(0).get("X-access-key"))
        .singleElement()
        .asString()
        .contains("RSA");

    assertThat(stored()).singleElement().satisfies(one -> assertThat(one.initKey()).isNull());
    // The rows of the service are the node's now.
    assertThat(database.repositories().supervisors().adoptRows("shop", "other")).isZero();
    // And its tokens let people in.
    String token = supervisor.nodeKey.rs256(withIssuer(SupervisorKey.claims("n8f3k2", "log.view")));
    assertThat(
            running
                .get("/token/scope", "Authorization", token, "X-Node-ID", "n8f3k2")
                .result()
                .toString())
        .isEqualTo("[\"log.view\"]");
  }

  private static Map<String, Object> withIssuer(Map<String, Object> claims) {
    claims.remove("iss");
    return claims;
  }

  @Test
  void a_node_that_is_connected_already_sends_nothing_again() {
    assertThat(connect().status()).isEqualTo(201);
    assertThat(connect().status()).isEqualTo(201);
    assertThat(supervisor.methods).containsExactly("POST");
    assertThat(running.get("/v1/supervisors").json().get("items")).hasSize(1);
  }

  @Test
  void the_key_may_be_base64() {
    String base64 =
        Base64.getEncoder()
            .encodeToString(supervisor.accessKey.jwk().getBytes(StandardCharsets.UTF_8));
    assertThat(connect(supervisor.url(), base64).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @EnumSource(
      value = Manner.class,
      names = {"DOES_NOTHING", "REFUSES", "HANGS", "ANSWERS_MUCH", "REDIRECTS_AWAY"})
  void a_handshake_that_fails_leaves_nothing_and_says_why(Manner manner) {
    supervisor.manner = manner;
    Reply reply = connect();
    assertThat(reply.status()).as(reply.toString()).isIn(400, 409);
    assertThat(reply.json().get("message").asText())
        .containsAnyOf(
            "did not finish the handshake",
            "answered 403 (PermissionDenied: not this one)",
            "did not answer within 2 s",
            "more than 1048576 bytes",
            "'evil.example'");
    assertThat(stored()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/spv",
        "https://utilmeta.com.evil.example/spv",
        "https://evilutilmeta.com/spv",
        "http://utilmeta.com.evil.example/spv",
        "https://user@utilmeta.com:80@evil.example/spv",
        "file:///etc/passwd",
        "https://127.0.0.1.evil.example/",
        "ftp://utilmeta.com/",
        "utilmeta.com"
      })
  void a_host_that_is_not_trusted_is_not_called(String url) {
    Reply reply = connect(url, supervisor.accessKey.jwk());
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().get("code").asText()).isEqualTo("bad_request");
    assertThat(stored()).isEmpty();
  }

  @Test
  void case_86_plain_http_and_untrusted_hosts_are_refused_before_any_byte_is_sent() {
    for (Configuration strict :
        List.of(settings(true, List.of("127.0.0.1")), settings(false, List.of("127.0.0.2")))) {
      try (RunningServer secure = start(strict)) {
        running.close();
        running = secure;
        Reply reply = connect();
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("message").asText())
            .containsAnyOf("set secure-only=false", "Add it to trusted-hosts");
      }
    }
    assertThat(supervisor.methods).isEmpty();
    assertThat(stored()).isEmpty();
  }

  @Test
  void a_node_of_production_that_only_this_machine_finds_is_refused() {
    running.close();
    running = start(Configuration.builder().build());
    Reply reply = connect("https://api.utilmeta.com/spv", supervisor.accessKey.jwk());
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().get("message").asText()).contains("Set route to the URL");
  }

  @Test
  void what_is_no_key_is_refused() {
    for (String key : List.of("x", "{}", "{\"kty\":\"oct\",\"k\":\"AAAA\"}")) {
      Reply reply = connect(supervisor.url(), key);
      assertThat(reply.status()).as(key).isEqualTo(400);
      assertThat(reply.json().get("message").asText()).contains("no public JWK");
    }
    assertThat(supervisor.methods).isEmpty();
  }

  private Reply leave(String id) {
    return running.send(
        "DELETE", "/ops/v1/supervisors/" + id, "X-Access-Key", supervisor.accessKey.jwk());
  }

  @Test
  void a_node_leaves_when_the_supervisor_says_that_it_is_gone() {
    String id = connect().json().get("instanceID").asText();
    assertThat(running.send("DELETE", "/ops/v1/supervisors/" + id).status()).isEqualTo(400);
    supervisor.manner = Manner.REFUSES;
    Reply refused = leave(id);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().get("code").asText()).isEqualTo("supervisor_failed");
    assertThat(stored()).hasSize(1);

    supervisor.manner = Manner.CALLS_BACK;
    assertThat(leave(id).status()).isEqualTo(200);
    assertThat(stored()).isEmpty();
    assertThat(supervisor.headers.get(supervisor.headers.size() - 1).get("X-node-id"))
        .containsExactly("n8f3k2");
    assertThat(supervisor.headers.get(supervisor.headers.size() - 1)).containsKey("X-node-key");
    assertThat(leave(id).status()).isEqualTo(404);
  }
}
