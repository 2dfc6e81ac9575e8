package io.opsagent.testapps.servers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.testing.LogFilter;
import io.opsagent.testing.LogRow;
import io.opsagent.testing.OperationsApi;
import io.opsagent.testing.RawAnswer;
import java.util.Locale;

/** What the agent must have recorded of a request (operations-api.md 1.12, 1.13). */
final class ExpectedRow {
  private final RunningServer server;
  private final OperationsApi api;

  ExpectedRow(RunningServer server) {
    this.server = server;
    this.api = server.api();
  }

  /** Waits for the row of this call, of which there must be one, and gives it in full. */
  LogRow only(String requestId) {
    return api.log(api.awaitLogs(LogFilter.requestId(requestId), 1).get(0).id());
  }

  /** Waits for the one row of this call and checks all its facts. */
  void assertRecorded(Call call, RawAnswer answer) {
    LogRow row = only(call.name());
    JsonNode json = row.json();
    assertThat(row.method()).as("method").isEqualTo(call.method().toLowerCase(Locale.ROOT));
    assertThat(row.path()).as("path").isEqualTo(call.path());
    assertThat(row.status()).as("status").contains(answer.status());
    assertThat(row.length()).as("length").contains((long) answer.body().length);
    assertThat(row.level()).as("level").isEqualTo(levelOf(answer.status()));
    assertThat(row.outcome()).as("outcome").isEqualTo("completed");
    assertThat(text(json, "service")).isEqualTo(server.application().serviceName());
    assertThat(text(json, "ip")).isEqualTo("127.0.0.1");
    assertThat(text(json, "scheme")).isEqualTo("http");
    assertThat(text(json, "full_url")).startsWith("http://" + Call.HOST + call.path());
    assertThat(text(json, "request_type")).isEqualTo(requestTypeOf(call));
    assertThat(text(json, "response_type"))
        .isEqualTo(answer.header("Content-Type").map(type -> type.split(";")[0]).orElse("null"));
    assertThat(json.path("worker_pid").asLong()).isEqualTo(server.process().pid());
    JsonNode details = json.path("details");
    assertThat(text(details, "request_id")).isEqualTo(call.name());
    assertThat(text(details, "protocol")).isEqualTo("HTTP/1.1");
    assertThat(text(details, "thread_name")).isNotBlank();
    JsonNode capture = details.path("capture");
    assertThat(text(capture, "entry_point")).isEqualTo(server.application().entryPoint());
    assertThat(capture.path("request_body").path("bytes").asInt())
        .as("bytes of the request body")
        .isEqualTo(call.bodyBytes());
  }

  private static String text(JsonNode object, String member) {
    return object.path(member).asText();
  }

  private static String requestTypeOf(Call call) {
    return call.headers().stream()
        .filter(line -> line.startsWith("Content-Type: "))
        .map(line -> line.substring("Content-Type: ".length()))
        .findFirst()
        .orElse("null");
  }

  private static String levelOf(int status) {
    if (status >= 500) {
      return "ERROR";
    }
    return status >= 400 ? "WARN" : "INFO";
  }
}
