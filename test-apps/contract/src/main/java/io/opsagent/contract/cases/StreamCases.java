package io.opsagent.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.contract.ContractCase;
import io.opsagent.contract.Conversation;
import io.opsagent.contract.Fact;
import io.opsagent.contract.Request;
import io.opsagent.contract.RowCheck;
import io.opsagent.contract.Trait;
import io.opsagent.testing.RawHttp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** Cases 51 to 53: answers that take long, and clients that leave. */
public final class StreamCases {
  private static final int SLOW_BYTES = 200 * 1024 * 1024;

  private StreamCases() {}

  /** These cases. */
  public static List<ContractCase> all() {
    return List.of(
        ContractCase.of(51, "100 flushes, server-sent events, in-flight", StreamCases::streams),
        ContractCase.of(52, "client disconnects", StreamCases::disconnects),
        ContractCase.slow(53, "slow body, 1 byte a second", StreamCases::slowBody));
  }

  private static void streams(Conversation talk) throws Exception {
    talk.exchange(
        Request.get("/flushes?count=100")
            .expectingOfBodies(row -> assertThat(row.row().length()).contains(10_000L))
            .expecting(noBody()));
    talk.exchange(
        Request.get("/events?count=50")
            .expecting(row -> assertThat(row.text("response_type")).isEqualTo("text/event-stream"))
            .expecting(noBody()));
    Request held = talk.name(Request.get("/hold"));
    try (RawHttp connection = talk.connect()) {
      connection.send(held.bytes());
      talk.exchange(Request.get("/await-held"));
      talk.agent()
          .ifPresent(
              agent ->
                  Awaitility.await("the request that is held is shown as open")
                      // Less than it is held.
                      .atMost(Duration.ofSeconds(8))
                      .untilAsserted(() -> assertOpen(agent.agent())));
      talk.exchange(Request.get("/release"));
      talk.answered(held, connection.read("GET"));
    }
  }

  private static void assertOpen(JsonNode agent) {
    assertThat(agent.path("openExchanges").toString()).contains("\"path\":\"/app/hold\"");
  }

  private static void disconnects(Conversation talk) throws Exception {
    Request inBody =
        talk.name(
            aborted(
                Request.of("POST", "/echo-stream")
                    .header("Content-Type: text/plain")
                    .header("Content-Length: 100000")));
    try (RawHttp connection = talk.connect()) {
      connection.send(inBody.head());
      connection.send(new byte[1_000]);
      connection.reset();
    }
    Request inAnswer = talk.name(aborted(Request.get("/slow?bytes=" + SLOW_BYTES)));
    try (RawHttp connection = talk.connect()) {
      connection.send(inAnswer.bytes());
      talk.note("status line of the cut answer", connection.readHead().statusLine());
      connection.reset();
    }
    // Written into the container's buffer, the answer meets the closed connection after the
    // servlet.
    Request beforeAnswer =
        talk.name(
            Request.get("/hold")
                .unusual(Fact.OUTCOME, Fact.NO_EXCEPTION)
                .expectingUnless(Trait.ENDS_WITH_THE_SERVLET, outcome("aborted")));
    try (RawHttp connection = talk.connect()) {
      connection.send(beforeAnswer.bytes());
      talk.exchange(Request.get("/await-held"));
      connection.reset();
    }
    talk.exchange(Request.get("/release"));
    // A connection on which nothing is sent leaves nothing.
    try (RawHttp connection = talk.connect()) {
      connection.endSending();
      talk.note("an empty connection is closed", Boolean.toString(connection.isAtEnd()));
    }
  }

  private static Request aborted(Request request) {
    return request
        .unusual(Fact.OUTCOME, Fact.NO_EXCEPTION, Fact.REQUEST_BYTES)
        .expecting(outcome("aborted"));
  }

  private static RowCheck outcome(String word) {
    return row -> assertThat(row.row().outcome()).as("outcome").isEqualTo(word);
  }

  private static void slowBody(Conversation talk) throws Exception {
    byte[] body = "12345".getBytes(StandardCharsets.US_ASCII);
    Request request =
        talk.name(
            Request.post("/echo-stream", "application/json", body)
                .expecting(AsyncCases.lasted(Duration.ofSeconds(4)))
                .expectingOfBodies(
                    row -> assertThat(row.member("data").asText()).isEqualTo("12345")));
    try (RawHttp connection = talk.connect()) {
      connection.send(request.head());
      connection.sendSlowly(body, Duration.ofSeconds(1));
      talk.answered(request, connection.read("POST"));
    }
  }

  private static RowCheck noBody() {
    return row -> assertThat(row.member("result").isNull()).as("no body").isTrue();
  }
}
