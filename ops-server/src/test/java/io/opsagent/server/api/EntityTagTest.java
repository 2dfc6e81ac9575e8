package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.server.testkit.LogRow;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class EntityTagTest {
  private static EntityTag of(String body) {
    return EntityTag.of(body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void the_same_body_has_the_same_tag_and_another_body_another_one() {
    assertThat(of("{}").text()).isEqualTo(of("{}").text()).isNotEqualTo(of("{ }").text());
    assertThat(of("").text()).matches("W/\"[A-Za-z0-9_-]{24}\"");
  }

  @Test
  void a_tag_is_found_among_others_weak_or_strong() {
    EntityTag tag = EntityTag.strong("abc");
    assertThat(tag.text()).isEqualTo("\"abc\"");
    assertThat(tag.isAmong("\"abc\"")).isTrue();
    assertThat(tag.isAmong("\"x\" , W/\"abc\"")).isTrue();
    assertThat(tag.isAmong("*")).isTrue();
    assertThat(tag.isAmong("abc")).isFalse();
    assertThat(tag.isAmong("\"ab\"")).isFalse();
    assertThat(tag.isAmong("")).isFalse();
    assertThat(tag.isAmong(null)).isFalse();
  }

  @Test
  void an_answer_that_has_not_changed_is_not_sent_again() {
    try (RunningServer running = RunningServer.start()) {
      Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
      String path = "/v1/logs?from=" + now.minusSeconds(60) + "&to=" + now;
      Reply first = running.get(path);
      String tag = first.header("ETag");
      assertThat(first.status()).isEqualTo(200);
      assertThat(first.header("Cache-Control")).isEqualTo("no-store");
      Reply again = running.get(path, "If-None-Match", tag);
      assertThat(again.status()).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(again.header("ETag")).isEqualTo(tag);
      running.store(LogRow.row().time(now.minusSeconds(30)).build());
      Reply changed = running.get(path, "If-None-Match", tag);
      assertThat(changed.status()).isEqualTo(200);
      assertThat(changed.header("ETag")).isNotEqualTo(tag);
      assertThat(changed.json().get("items")).hasSize(1);
    }
  }

  @Test
  void an_error_has_no_tag() {
    try (RunningServer running = RunningServer.start()) {
      Reply refused = running.get("/v1/logs?limit=0", "If-None-Match", "*");
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.header("ETag")).isEmpty();
    }
  }
}
