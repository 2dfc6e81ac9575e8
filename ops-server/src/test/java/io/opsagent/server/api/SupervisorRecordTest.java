package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsagent.server.testkit.AccessDatabase;
import io.opsagent.server.testkit.LogRow;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import io.opsagent.server.testkit.SupervisorKey;
import io.opsagent.storage.access.Supervisor;
import io.opsagent.storage.access.SupervisorTokenFilter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Conformance cases 37 to 40: the records of supervisors (operations-api.md 1.4 to 1.6). */
class SupervisorRecordTest {
  private static final String BASE_URL = "https://api-sh.utilmeta.com/spv";
  private static final SupervisorKey KEY = SupervisorKey.create();
  private static final SupervisorKey INIT_KEY = SupervisorKey.create();

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

  private Supervisor store(
      @Nullable String node, @Nullable String publicKey, @Nullable String key) {
    return database
        .repositories()
        .supervisors()
        .insert(
            new Supervisor(
                0,
                "shop",
                node,
                null,
                null,
                BASE_URL,
                "http://127.0.0.1:8274/ops",
                publicKey,
                key,
                false,
                false,
                publicKey != null,
                "{}",
                Instant.now(),
                Instant.now()));
  }

  private Supervisor stored(Supervisor supervisor) {
    return database.repositories().supervisors().find(supervisor.id()).orElseThrow();
  }

  private static ObjectNode takeover(@Nullable String initKey, String baseUrl) {
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("node_id", "n1")
            .put("ops_api", "https://shop.example.com/ops")
            .put("ident", "sh")
            .put("url", "https://ops.utilmeta.com/team/n1")
            .put("public_key", KEY.jwk())
            .put("base_url", baseUrl)
            .put("local", false);
    body.putArray("backup_urls").add("https://backup.utilmeta.com/spv");
    return initKey == null ? body : body.put("init_key", initKey);
  }

  private Reply post(String body) {
    return running.sendBody("POST", "", "application/json", body);
  }

  private Reply asSupervisor(String method, String scope, String body) {
    return running.sendBody(
        method,
        "",
        "application/json",
        body,
        "Authorization",
        "Bearer " + KEY.rs256(SupervisorKey.claims("n1", scope)),
        "X-Node-ID",
        "n1");
  }

  @Test
  void case_37_a_node_is_taken_over_by_whoever_has_the_key_once() {
    Supervisor waiting = store(null, null, INIT_KEY.jwk());
    Reply empty = post("{}");
    assertThat(empty.status()).isEqualTo(400);
    assertThat(empty.msg())
        .isEqualTo("BadRequest: parse item: ['data'] failed: required item: 'node_id' is absence");
    assertThat(running.send("POST", "/ops").status()).isEqualTo(400);
    Reply keyless = post(takeover(null, BASE_URL).toString());
    assertThat(keyless.status()).isEqualTo(400);
    assertThat(keyless.msg()).isEqualTo("BadRequest: Missing init_key for supervisor to be saved");
    Reply unknown = post(takeover(SupervisorKey.create().jwk(), BASE_URL).toString());
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.msg()).isEqualTo("NotFound: Supervisor not found or disabled");
    Reply elsewhere = post(takeover(INIT_KEY.jwk(), "https://evil.example/spv").toString());
    assertThat(elsewhere.status()).isEqualTo(409);
    assertThat(elsewhere.msg()).isEqualTo("Conflict: Supervisor base_url conflicted");
    assertThat(stored(waiting)).isEqualTo(waiting);

    Reply good = post(takeover(INIT_KEY.jwk(), BASE_URL).toString());
    assertThat(good.status()).isEqualTo(200);
    assertThat(good.result().get("node_id").asText()).isEqualTo("n1");
    assertThat(good.result().get("utilmeta").asText()).isEqualTo("0.4.0");
    assertThat(good.result().get("service").asText()).isEqualTo("shop");
    Supervisor taken = stored(waiting);
    assertThat(taken.initKey()).isNull();
    assertThat(taken.isConnected()).isTrue();
    assertThat(taken.nodeId()).isEqualTo("n1");
    assertThat(taken.url()).isEqualTo("https://ops.utilmeta.com/team/n1");
    assertThat(taken.dataJson()).contains("https://backup.utilmeta.com/spv");

    assertThat(post(takeover(INIT_KEY.jwk(), BASE_URL).toString()).status()).isEqualTo(404);
    assertThat(asSupervisor("PATCH", "api.view", "{}").status()).isEqualTo(403);
  }

  @Test
  void case_37_of_many_who_have_the_key_at_once_one_takes_over() {
    store(null, null, INIT_KEY.jwk());
    String body = takeover(INIT_KEY.jwk(), BASE_URL).toString();
    List<CompletableFuture<Integer>> calls =
        IntStream.range(0, 8)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> post(body).status()))
            .toList();
    assertThat(calls.stream().map(CompletableFuture::join).filter(status -> status == 200))
        .hasSize(1);
  }

  @Test
  void case_37_the_key_counts_in_whichever_form_it_is_written() {
    store(null, null, INIT_KEY.jwk());
    String base64 =
        Base64.getEncoder().encodeToString(INIT_KEY.jwk().getBytes(StandardCharsets.UTF_8));
    assertThat(post(takeover(base64, BASE_URL).toString()).status()).isEqualTo(200);
  }

  @Test
  void case_37_a_second_record_of_one_node_at_one_supervisor_is_a_conflict() {
    store("n1", KEY.jwk(), null);
    store(null, null, INIT_KEY.jwk());
    assertThat(post(takeover(INIT_KEY.jwk(), BASE_URL).toString()).status()).isEqualTo(409);
  }

  @Test
  void case_37_what_cannot_be_a_record_is_told_and_nothing_is_stored() {
    Supervisor waiting = store(null, null, INIT_KEY.jwk());
    for (ObjectNode wrong :
        List.of(
            takeover(INIT_KEY.jwk(), BASE_URL).put("ident", "x".repeat(21)),
            takeover(INIT_KEY.jwk(), BASE_URL).put("ops_api", "x".repeat(301)),
            takeover(INIT_KEY.jwk(), BASE_URL).put("public_key", "no key"),
            takeover(INIT_KEY.jwk(), BASE_URL).put("backup_urls", 5))) {
      assertThat(post(wrong.toString()).status()).as(wrong.toString()).isEqualTo(400);
    }
    assertThat(post("{").status()).isEqualTo(422);
    assertThat(post("[]").status()).isEqualTo(400);
    assertThat(stored(waiting)).isEqualTo(waiting);
  }

  @Test
  void case_38_a_supervisor_changes_its_own_record() {
    Supervisor supervisor = store("n1", KEY.jwk(), null);
    Reply changed =
        asSupervisor(
            "PATCH",
            "service.config",
            "{\"node_id\": \"n1\", \"url\": \"u2\", \"settings\": {\"a\": 1},"
                + " \"heartbeat_interval\": \"60\"}");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.result().get("node_id").asText()).isEqualTo("n1");
    assertThat(stored(supervisor).url()).isEqualTo("u2");
    assertThat(stored(supervisor).baseUrl()).isEqualTo(BASE_URL);
    assertThat(stored(supervisor).dataJson())
        .contains("\"settings\":{\"a\":1}", "\"backup_urls\":[]", "60");

    Reply other = asSupervisor("PATCH", "service.config", "{\"node_id\": \"n2\"}");
    assertThat(other.status()).isEqualTo(400);
    assertThat(other.msg()).isEqualTo("BadRequest: Inconsistent supervisor node_id");

    Reply off = asSupervisor("PATCH", "service.config", "{\"node_id\":\"n1\",\"disabled\":true}");
    assertThat(off.status()).isEqualTo(200);
    Reply later = asSupervisor("PATCH", "*", "{\"node_id\": \"n1\", \"disabled\": false}");
    assertThat(later.status()).isEqualTo(400);
    assertThat(later.json().get("state").asText()).isEqualTo("supervisor_not_found");
  }

  @Test
  void case_38_settings_beyond_the_size_of_a_record_are_refused() {
    Supervisor supervisor = store("n1", KEY.jwk(), null);
    String large = "{\"node_id\":\"n1\",\"settings\":{\"a\":\"" + "x".repeat(61_440) + "\"}}";
    assertThat(asSupervisor("PATCH", "*", large).status()).isEqualTo(400);
    assertThat(stored(supervisor).dataJson()).isEqualTo("{}");
  }

  @Test
  void case_39_an_anonymous_local_caller_changes_nothing() {
    Supervisor supervisor = store("n1", KEY.jwk(), null);
    for (String body : List.of("{}", "{\"node_id\": \"n1\", \"url\": \"u3\"}", "")) {
      Reply patch = running.sendBody("PATCH", "", "application/json", body);
      assertThat(patch.status()).isEqualTo(404);
      assertThat(patch.json().get("state").asText()).isEqualTo("supervisor_not_found");
    }
    Reply delete = running.send("DELETE", "/ops");
    assertThat(delete.status()).isEqualTo(200);
    assertThat(delete.result().asInt()).isEqualTo(1);
    assertThat(stored(supervisor)).isEqualTo(supervisor);
  }

  @Test
  void case_40_a_supervisor_that_is_not_marked_is_not_deleted() {
    Supervisor supervisor = store("n1", KEY.jwk(), INIT_KEY.jwk());
    Reply refused = asSupervisor("DELETE", "service.delete", "");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().get("state").asText()).isEqualTo("delete_failed");
    assertThat(refused.msg()).isEqualTo("BadRequest: Supervisor not marked as deleted");
    assertThat(stored(supervisor)).isEqualTo(supervisor);
  }

  @Test
  void case_40_a_supervisor_goes_with_its_tokens_and_leaves_the_logs() {
    Supervisor supervisor = store("n1", KEY.jwk(), null);
    database
        .serviceLogs()
        .insertOnce(
            UUID.randomUUID(),
            List.of(LogRow.row().build(), LogRow.row().requestId("r-2").build()));
    assertThat(database.repositories().supervisors().adoptRows("shop", "n1")).isEqualTo(2);

    Reply deleted = asSupervisor("DELETE", "service.delete", "");
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.result().asInt()).isEqualTo(1);
    assertThat(database.repositories().supervisors().find(supervisor.id())).isEmpty();
    assertThat(
            database
                .repositories()
                .supervisorTokens()
                .list(supervisor.id(), SupervisorTokenFilter.ALL))
        .isEmpty();
    // All of them belong to nobody, so that all can be adopted again.
    assertThat(database.repositories().supervisors().adoptRows("shop", "n2")).isEqualTo(2);
    assertThat(asSupervisor("DELETE", "service.delete", "").status()).isEqualTo(400);
  }
}
