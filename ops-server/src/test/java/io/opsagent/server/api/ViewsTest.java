package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.server.testkit.AccessDatabase;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import io.opsagent.storage.access.AccessToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code /v1/views}: filters that people save. */
class ViewsTest {
  private static AccessDatabase database;
  private static RunningServer running;

  @BeforeAll
  static void start() {
    database = AccessDatabase.open();
    running = RunningServer.start(database, settings -> settings);
  }

  @AfterAll
  static void stop() {
    running.close();
    database.close();
  }

  private static Reply save(String body, String... headers) {
    return running.sendBody("POST", "/v1/views", "application/json", body, headers);
  }

  private static String[] bearer(String subject, List<String> scopes) {
    String token =
        running
            .access
            .ownTokens()
            .issue(
                AccessToken.Kind.CLIENT,
                subject,
                subject,
                scopes,
                "127.0.0.1",
                Instant.now().plus(Duration.ofMinutes(5)))
            .secret();
    return new String[] {"Authorization", "Bearer " + token};
  }

  @Test
  void a_view_is_saved_found_changed_and_deleted() {
    Reply saved =
        save("{\"name\": \"Failed\", \"page\": \"requests\", \"filter\": {\"status\": [\"5xx\"]}}");
    assertThat(saved.status()).isEqualTo(201);
    String id = saved.json().get("instanceID").asText();
    assertThat(id).startsWith("view-");
    assertThat(saved.json().get("owner").asText()).isEqualTo("local");
    assertThat(saved.json().at("/filter/status/0").asText()).isEqualTo("5xx");

    assertThat(running.get("/v1/views/" + id).body()).isEqualTo(saved.body());
    assertThat(running.get("/v1/views?page=requests&limit=1").json().at("/items/0/name").asText())
        .isEqualTo("Failed");
    assertThat(running.get("/v1/views?page=other").json().get("items")).isEmpty();

    Reply changed =
        running.patch(
            "/v1/views/" + id, "{\"name\": \"Slow\"}", "Content-Type", "application/json");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.json().get("name").asText()).isEqualTo("Slow");
    assertThat(changed.json().at("/filter/status/0").asText()).isEqualTo("5xx");

    assertThat(running.send("DELETE", "/ops/v1/views/" + id).status()).isEqualTo(200);
    assertThat(running.get("/v1/views/" + id).status()).isEqualTo(404);
  }

  @Test
  void what_cannot_be_a_view_is_refused_with_what_is_allowed() {
    for (String wrong :
        List.of(
            "{}",
            "{\"name\": \"a\", \"page\": \"requests\"}",
            "{\"name\": \"a\", \"page\": \"../x\", \"filter\": {}}",
            "{\"name\": \"a\", \"page\": \"requests\", \"filter\": \"status=1\"}",
            "{\"name\": \"a\", \"page\": \"requests\", \"filter\": {}, \"owner\": \"me\"}",
            "{\"name\": \"a\", \"page\": \"requests\", \"filter\": {\"x\": \""
                + "x".repeat(20_000)
                + "\"}}")) {
      Reply reply = save(wrong);
      assertThat(reply.status()).as(wrong).isEqualTo(400);
      assertThat(reply.json().get("code").asText()).isEqualTo("bad_request");
      assertThat(reply.json().get("message").asText()).isNotEmpty();
    }
    assertThat(running.get("/v1/views/view-zzzzzz").status()).isEqualTo(404);
  }

  @Test
  void only_who_saved_a_view_and_who_has_every_scope_change_it() {
    String[] anna = bearer("client-anna", List.of("views.edit"));
    String[] bert = bearer("client-bert", List.of("views.edit"));
    Reply saved = save("{\"name\": \"Mine\", \"page\": \"errors\", \"filter\": {}}", anna);
    String path = "/v1/views/" + saved.json().get("id").asLong();
    assertThat(running.get(path, bert).status()).isEqualTo(200);
    assertThat(running.send("DELETE", "/ops" + path, bert).status()).isEqualTo(403);
    Reply refused =
        running.sendBody("PATCH", path, "application/json", "{\"name\": \"Yours\"}", bert);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().get("message").asText()).contains("client-anna");
    assertThat(
            running
                .sendBody("PATCH", path, "application/json", "{\"name\": \"Ours\"}", anna)
                .status())
        .isEqualTo(200);
    assertThat(running.send("DELETE", "/ops" + path, bearer("client-root", List.of("*"))).status())
        .isEqualTo(200);
  }
}
