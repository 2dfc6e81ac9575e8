package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.server.testkit.LogRow;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GET /logs: conformance cases 58 to 61, 70 and 73 as seen by a reader (spec 1.13). */
class LogDetailTest {

  @Test
  void every_documented_member_is_there() {
    try (RunningServer running = RunningServer.start()) {
      running.store(LogRow.row().build());
      JsonNode log = running.get("/logs?id=1").result();
      assertThat(log.fieldNames())
          .toIterable()
          .containsExactlyInAnyOrder(
              "id",
              "service",
              "node_id",
              "instance_id",
              "endpoint_id",
              "endpoint_ident",
              "level",
              "time",
              "duration",
              "user_id",
              "ip",
              "scheme",
              "method",
              "status",
              "length",
              "path",
              "request_type",
              "response_type",
              "request_headers",
              "response_headers",
              "user_agent",
              "query",
              "data",
              "result",
              "full_url",
              "endpoint_ref",
              "endpoint_remote_id",
              "worker_id",
              "worker_pid",
              "thread_id",
              "access_token_id",
              "trace",
              "messages",
              "in_traffic",
              "out_traffic",
              "public",
              "details");
    }
  }

  @Test
  void what_was_not_stored_is_an_empty_object_for_headers_and_null_for_bodies() {
    try (RunningServer running = RunningServer.start()) {
      running.store(LogRow.row().build());
      JsonNode log = running.get("/logs?id=1").result();
      assertThat(log.get("request_headers").toString()).isEqualTo("{}");
      assertThat(log.get("response_headers").toString()).isEqualTo("{}");
      assertThat(log.get("data").isNull()).isTrue();
      assertThat(log.get("result").isNull()).isTrue();
      assertThat(log.get("user_agent").isNull()).isTrue();
      assertThat(log.get("details").get("outcome").asText()).isEqualTo("completed");
      assertThat(log.get("details").get("capture").isNull()).isTrue();
      assertThat(log.get("trace").toString()).isEqualTo("[]");
    }
  }

  @Test
  void stored_json_is_embedded_as_values_digit_by_digit() {
    String data = "{\"total\":1.10,\"big\":12345678901234567890123,\"name\":\"Grüße 漢字\"}";
    try (RunningServer running = RunningServer.start()) {
      running.store(
          LogRow.row()
              .level("ERROR")
              .status(500)
              .ip("8.8.8.8")
              .isPublic(true)
              .queryJson("{\"a\":[\"1\",\"2\"]}")
              .requestHeadersJson("{\"Cookie\":\"******\"}")
              .dataJson(data)
              .resultJson("\"plain text\"")
              .traceJson("[{\"name\":\"ERROR\",\"init\":40,\"type\":\"log.error\",\"msg\":0}]")
              .messagesJson("[\"boom\\njava.lang.IllegalStateException: boom\"]")
              .build());
      Reply reply = running.get("/logs?id=1");
      JsonNode log = reply.result();
      assertThat(reply.body()).contains("\"data\":" + data);
      assertThat(log.get("query").get("a").get(1).asText()).isEqualTo("2");
      assertThat(log.get("request_headers").get("Cookie").asText()).isEqualTo("******");
      assertThat(log.get("result").asText()).isEqualTo("plain text");
      assertThat(log.get("trace").get(0).get("type").asText()).isEqualTo("log.error");
      assertThat(log.get("messages").get(0).asText()).endsWith("IllegalStateException: boom");
      assertThat(log.get("ip").asText()).isEqualTo("8.8.8.8");
      assertThat(log.get("public").asBoolean()).isTrue();
      assertThat(log.get("thread_id").asLong()).isEqualTo(17);
      assertThat(log.get("worker_pid").asLong()).isEqualTo(4711);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"cut\": [1, 2", "not json", "", "{} {}", "[1,]", "01"})
  void a_stored_text_that_is_no_json_is_shown_as_text_and_breaks_nothing(String stored) {
    try (RunningServer running = RunningServer.start()) {
      running.store(LogRow.row().dataJson(stored).build());
      assertThat(running.get("/logs?id=1").result().get("data").asText()).isEqualTo(stored);
    }
  }

  @Test
  void half_a_surrogate_pair_in_a_row_does_not_break_the_answer() {
    try (RunningServer running = RunningServer.start()) {
      running.store(LogRow.row().path("/cut/\uD83D").dataJson("\"\uD83D\"").build());
      assertThat(running.get("/logs?id=1").result().get("path").asText()).isEqualTo("/cut/?");
      assertThat(running.get("/logs/service").status()).isEqualTo(200);
    }
  }

  @Test
  void an_absent_row_is_404_and_so_is_one_of_another_service() {
    try (RunningServer running = RunningServer.start()) {
      running.store(LogRow.row().service("other").build());
      for (String id : new String[] {"1", "2", "-1", "0", "99999999999999999999"}) {
        Reply reply = running.get("/logs?id=" + id);
        assertThat(reply.status()).as(id).isEqualTo(404);
        assertThat(reply.msg()).isEqualTo("NotFound: not found");
      }
    }
  }

  @Test
  void without_an_id_or_with_a_wrong_one_it_is_400() {
    try (RunningServer running = RunningServer.start()) {
      assertThat(running.get("/logs").status()).isEqualTo(400);
      assertThat(running.get("/logs").msg())
          .isEqualTo("BadRequest: required item: 'id' is absence");
      assertThat(running.get("/logs?id=abc").status()).isEqualTo(400);
      assertThat(running.get("/logs?id=abc").msg())
          .isEqualTo(
              "BadRequest: parse item: ['query'] failed: TypeError: parse item: ['id'] failed:"
                  + " invalid number: 'abc'");
    }
  }
}
