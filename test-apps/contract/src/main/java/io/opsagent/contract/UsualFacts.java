package io.opsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.testing.RawAnswer;
import java.util.Locale;
import java.util.Set;

/**
 * What every row must say (operations-api.md 1.12, 1.13): what the client sent and got, and what
 * nobody may leave out.
 */
final class UsualFacts {
  private UsualFacts() {}

  static void check(ContractServer server, long pid, Sent sent, RecordedExchange row) {
    Request request = sent.request();
    Set<Fact> facts = request.expected().factsAt(server);
    always(server, pid, row);
    if (facts.contains(Fact.METHOD)) {
      assertThat(row.row().method())
          .as("method")
          .isEqualTo(request.method().toLowerCase(Locale.ROOT));
    }
    if (facts.contains(Fact.PATH)) {
      assertThat(row.row().path()).as("path").isEqualTo(request.path());
    }
    if (facts.contains(Fact.QUERY)) {
      String query = request.query();
      assertThat(row.query()).as("query").isEqualTo(query == null ? "" : query);
    }
    if (facts.contains(Fact.PROTOCOL)) {
      assertThat(row.detail("protocol")).as("protocol").isEqualTo(request.protocol());
    }
    if (facts.contains(Fact.REQUEST_ID) && request.sendsId()) {
      assertThat(row.detail("request_id")).as("request id").isEqualTo(request.id());
    }
    if (facts.contains(Fact.REQUEST_BYTES)) {
      assertThat(row.requestBytes())
          .as("bytes of the request's body")
          .isEqualTo(request.bodyBytes());
    }
    if (facts.contains(Fact.OUTCOME)) {
      assertThat(row.row().outcome()).as("outcome").isEqualTo("completed");
    }
    if (facts.contains(Fact.NO_EXCEPTION)) {
      assertThat(row.detail("exception_type")).as("exception").isEqualTo("null");
    }
    if (server.has(Trait.NO_BODIES)) {
      withoutBodies(request, row);
    }
    RawAnswer answer = sent.answer();
    if (answer != null) {
      answered(server, request, facts, answer, row);
    }
  }

  private static void always(ContractServer server, long pid, RecordedExchange row) {
    assertThat(row.capture("entry_point").asText())
        .as("entry point")
        .isEqualTo(server.entryPoint());
    assertThat(row.member("worker_pid").asLong()).as("process").isEqualTo(pid);
    assertThat(row.detail("thread_name")).as("thread").isNotBlank();
    assertThat(row.row().json().path("details").path("duration_micros").asLong())
        .as("duration in microseconds")
        .isPositive();
  }

  /** Nothing is made up of what was not seen. */
  private static void withoutBodies(Request request, RecordedExchange row) {
    assertThat(row.member("data").isNull()).as("no body of the request").isTrue();
    assertThat(row.member("result").isNull()).as("no body of the answer").isTrue();
    assertThat(row.requestBodyLeftOut())
        .as("why the body of the request is left out")
        .isEqualTo(request.declaresBody() ? "not_seen" : "");
  }

  private static void answered(
      ContractServer server,
      Request request,
      Set<Fact> facts,
      RawAnswer answer,
      RecordedExchange row) {
    int status = answer.status();
    if (facts.contains(Fact.STATUS)) {
      assertThat(row.row().status()).as("status").contains(status);
    }
    if (facts.contains(Fact.LEVEL)) {
      assertThat(row.row().level()).as("level").isEqualTo(levelOf(status));
    }
    if (facts.contains(Fact.LENGTH)) {
      boolean bodiless =
          request.method().equals("HEAD") || status == 101 || status == 204 || status == 304;
      long length = bodiless ? 0 : answer.body().length;
      // What was not declared, or not yet, is not known without the bytes.
      boolean unknown = server.has(Trait.NO_BODIES) && row.row().length().isEmpty();
      assertThat(unknown ? length : row.row().length().orElse(0L)).as("length").isEqualTo(length);
    }
  }

  private static String levelOf(int status) {
    if (status >= 500) {
      return "ERROR";
    }
    return status >= 400 ? "WARN" : "INFO";
  }
}
