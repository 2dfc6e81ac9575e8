package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The live switches over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // started before the first test
class CaptureResourceTest {
  private static final String PATH = "/v1/agent/capture";

  private RunningServer running;

  @BeforeAll
  void start() {
    running = RunningServer.start();
  }

  @AfterAll
  void stop() {
    running.close();
  }

  private Reply patch(String body, String... headers) {
    return running.patch(PATH, body, headers);
  }

  private static final String[] JSON = {"Content-Type", "application/json"};

  private String sourceOf(String key) {
    for (JsonNode entry : running.get(PATH).json().get("switches")) {
      if (entry.get("key").asText().equals(key)) {
        return entry.get("on").asText() + " by " + entry.get("source").asText();
      }
    }
    return "missing";
  }

  @Test
  void switches_are_read_set_and_taken_back() {
    JsonNode before = running.get(PATH).json();
    assertThat(before.get("instanceID").asText()).matches("capture-[a-z0-9]{6}");
    assertThat(sourceOf("capture.tomcat")).isEqualTo("true by default");

    Reply changed = patch("{\"switches\": {\"capture.tomcat\": false}}", JSON);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.json().get("switches").get(1).get("on").asBoolean()).isFalse();
    assertThat(sourceOf("capture.tomcat")).isEqualTo("false by api");
    assertThat(sourceOf("capture.enabled")).isEqualTo("true by default");

    assertThat(patch("{\"switches\": {\"capture.tomcat\": null}}", JSON).status()).isEqualTo(200);
    assertThat(sourceOf("capture.tomcat")).isEqualTo("true by default");
  }

  @Test
  void breakers_are_reset_only_when_asked_for() {
    int before = running.captureControl.resets();
    patch("{}", JSON);
    assertThat(running.captureControl.resets()).isEqualTo(before);
    patch("{\"resetBreakers\": true}", JSON);
    assertThat(running.captureControl.resets()).isEqualTo(before + 1);
  }

  @Test
  void what_cannot_be_understood_changes_nothing_and_says_what_is_allowed() {
    assertRefused(400, "capture.nonsense", "{\"switches\": {\"capture.nonsense\": false}}");
    assertRefused(
        400,
        "send true, false, or null",
        "{\"switches\": {\"capture.tomcat\": false, \"capture.enabled\": \"no\"}}");
    assertRefused(400, "switches", "{\"switches\": [1]}");
    assertRefused(400, "no member", "{\"switch\": {}}");
    assertRefused(400, "resetBreakers", "{\"resetBreakers\": 1}");
    assertRefused(400, "not a JSON object", "[]");
    assertRefused(422, "not JSON", "{\"switches\"");
    assertRefused(422, "not JSON", "");
    assertThat(sourceOf("capture.tomcat")).isEqualTo("true by default");
  }

  @Test
  void a_form_that_any_web_page_can_send_is_refused() {
    Reply reply =
        patch(
            "{\"switches\": {\"capture.tomcat\": false}}",
            "Content-Type",
            "text/plain;charset=utf-8");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().get("message").asText()).contains("application/json");
    assertThat(sourceOf("capture.tomcat")).isEqualTo("true by default");
  }

  private void assertRefused(int status, String text, String body) {
    Reply reply = patch(body, JSON);
    assertThat(reply.status()).as(body).isEqualTo(status);
    assertThat(reply.json().get("message").asText()).as(body).contains(text);
  }
}
