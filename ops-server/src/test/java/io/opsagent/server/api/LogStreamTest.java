package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsagent.server.access.OwnTokens;
import io.opsagent.server.live.LiveLog;
import io.opsagent.server.testkit.EventReader;
import io.opsagent.server.testkit.LogRow;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import io.opsagent.storage.access.AccessToken;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /v1/logs/stream}: the live tail. */
class LogStreamTest {
  private static final String STREAM = "/v1/logs/stream";
  private RunningServer running;

  @BeforeEach
  void start() {
    running = RunningServer.start();
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private static LogRow row(int i) {
    return LogRow.row().requestId("req-" + i + ".").ip("203.0.113.9").userId("anna");
  }

  private static boolean isServed() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("opsagent-live"));
  }

  @Test
  void new_rows_that_pass_the_filter_come_as_events_without_an_id() throws IOException {
    try (EventReader reader = new EventReader(running, STREAM + "?status=5xx")) {
      reader.until("event: hello");
      running.live.offer(row(1).status(200).build());
      running.live.offer(row(2).status(503).path("/a\nb").build());
      reader.until("req-2.");
      assertThat(reader.text())
          .contains("HTTP/1.1 200")
          .contains("Content-Type: text/event-stream")
          .contains("event: row\nid: " + running.live.run() + "-2\ndata: {\"id\":null,")
          .contains("\"path\":\"/a\\nb\"")
          .doesNotContain("req-1.");
      reader.until("\"matched\":1,\"sent\":1,\"skipped\":0,\"dropped\":0}");
    }
  }

  @Test
  void what_is_hidden_in_lists_is_hidden_in_the_tail() throws IOException {
    running.privacy = new LogPrivacy(true, true);
    try (EventReader reader = new EventReader(running, STREAM)) {
      reader.until("event: hello");
      running.live.offer(row(1).build());
      reader.until("req-1.");
      assertThat(reader.text()).contains("\"ip\":\"*.*.*.*\",\"user\":\"***\"");
    }
  }

  @Test
  void a_viewer_gets_twenty_rows_a_second_and_hears_of_the_others() throws IOException {
    try (EventReader reader = new EventReader(running, STREAM)) {
      // So that all rows fall between two events of statistics.
      reader.until("event: stat");
      for (int i = 0; i < 60; i++) {
        running.live.offer(row(i).build());
      }
      reader.until(
          "\"matchedPerSecond\":60,\"sentPerSecond\":20,\"matched\":60,\"sent\":20,"
              + "\"skipped\":40");
      assertThat(reader.count("event: row")).isEqualTo(20);
      running.live.offer(row(77).build());
      reader.until("req-77.");
    }
  }

  @Test
  void there_are_five_viewers_and_a_place_is_free_again_when_one_leaves() throws IOException {
    List<EventReader> readers = new ArrayList<>();
    try {
      for (int i = 0; i < LiveLog.MAX_VIEWERS; i++) {
        EventReader reader = new EventReader(running, STREAM);
        readers.add(reader);
        reader.until("event: hello");
      }
      Reply refused = running.get(STREAM);
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.header("Retry-After")).isEqualTo("10");
      assertThat(refused.header("X-Request-ID")).isNotEmpty();
      assertThat(refused.json().get("code").asText()).isEqualTo("too_many_requests");
      assertThat(refused.json().get("message").asText()).startsWith("5 live tails are open");
      readers.get(0).close();
      await()
          .atMost(Duration.ofSeconds(15))
          .until(() -> running.live.viewers() < LiveLog.MAX_VIEWERS);
      try (EventReader next = new EventReader(running, STREAM)) {
        next.until("event: hello");
      }
    } finally {
      for (EventReader reader : readers) {
        reader.close();
      }
    }
    await().atMost(Duration.ofSeconds(15)).until(() -> !isServed());
  }

  @Test
  void a_token_that_is_revoked_ends_its_stream_within_six_seconds() throws IOException {
    OwnTokens.Issued issued =
        running
            .access
            .ownTokens()
            .issue(
                AccessToken.Kind.CLIENT,
                "client-tail",
                "tail",
                List.of("log.view"),
                "127.0.0.1",
                Instant.now().plusSeconds(600));
    try (EventReader reader =
            new EventReader(running, STREAM, "Authorization: Bearer " + issued.secret());
        EventReader other = new EventReader(running, STREAM)) {
      reader.until("event: stat");
      other.until("event: hello");
      long revokedNanos = System.nanoTime();
      running.access.ownTokens().revoke(issued.stored().id());
      reader.until("event: bye\ndata: {\"why\":\"credentials\"}").untilEnd();
      assertThat(Duration.ofNanos(System.nanoTime() - revokedNanos))
          .isLessThan(Duration.ofSeconds(6));
      running.live.offer(row(3).build());
      other.until("req-3.");
      assertThat(reader.text()).doesNotContain("req-3.");
    }
  }

  @Test
  void the_end_of_the_agent_is_said() throws IOException {
    try (EventReader reader = new EventReader(running, STREAM)) {
      reader.until("event: hello");
      running.close();
      reader.until("event: bye\ndata: {\"why\":\"shutdown\"}").untilEnd();
    }
  }

  @Test
  void a_reader_who_does_not_read_holds_up_nobody() throws IOException {
    String large = "x".repeat(60_000);
    try (EventReader slow = new EventReader(running, STREAM);
        EventReader quick = new EventReader(running, STREAM)) {
      quick.until("event: hello");
      await().until(() -> running.live.viewers() == 2);
      long longestNanos = 0;
      for (int second = 1; second <= 4; second++) {
        for (int i = 0; i < 30; i++) {
          long begin = System.nanoTime();
          running.live.offer(row(second * 1_000 + i).fullUrl(large).build());
          longestNanos = Math.max(longestNanos, System.nanoTime() - begin);
        }
        quick.until("\"matched\":" + second * 30 + ",");
      }
      assertThat(Duration.ofNanos(longestNanos)).isLessThan(Duration.ofMillis(500));
      assertThat(slow.text()).isEmpty();
      assertThat(running.get("/v1/verdict").status()).isEqualTo(200);
    }
  }

  @Test
  void whoever_comes_back_hears_how_many_rows_passed_meanwhile() throws IOException {
    for (int i = 0; i < 7; i++) {
      running.live.offer(row(i).build());
    }
    String id = "Last-Event-ID: " + running.live.run() + "-2";
    try (EventReader reader = new EventReader(running, STREAM, id)) {
      reader.until("event: gap\ndata: {\"rows\":5}");
    }
    try (EventReader reader = new EventReader(running, STREAM, "Last-Event-ID: other-2")) {
      reader.until("event: gap\ndata: {\"rows\":null}");
    }
  }

  @Test
  void a_wrong_filter_is_an_error_and_no_stream() {
    Reply reply = running.get(STREAM + "?min=fast");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().get("code").asText()).isEqualTo("bad_request");
    assertThat(running.live.viewers()).isZero();
    assertThat(running.send("HEAD", "/ops" + STREAM).header("Content-Type"))
        .startsWith("text/event-stream");
  }
}
