package io.opsagent.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.contract.ContractCase;
import io.opsagent.contract.Conversation;
import io.opsagent.contract.Fact;
import io.opsagent.contract.Request;
import io.opsagent.contract.RowCheck;
import io.opsagent.contract.Trait;
import io.opsagent.testing.RawAnswer;
import io.opsagent.testing.RawHttp;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Cases 45 to 50: answers that come after the container's thread has returned. */
public final class AsyncCases {
  private static final String THROWN = "thrown by the contract application";

  private AsyncCases() {}

  /** These cases. */
  public static List<ContractCase> all() {
    return List.of(
        ContractCase.slow(45, "async complete from another thread", AsyncCases::later),
        ContractCase.slow(46, "async timeout, with and without listener", AsyncCases::timeouts),
        ContractCase.of(47, "async dispatch, twice", AsyncCases::dispatches),
        ContractCase.slow(48, "exception after startAsync", AsyncCases::exceptions),
        ContractCase.of(49, "async complete before the thread returns", AsyncCases::race),
        ContractCase.slow(50, "non-blocking listeners, slow client", AsyncCases::nonBlocking));
  }

  private static void later(Conversation talk) throws Exception {
    talk.exchange(Request.get("/async?delay=400").expecting(lasted(Duration.ofMillis(400))));
  }

  private static void timeouts(Conversation talk) throws Exception {
    talk.exchange(
        Request.get("/async-timeout?listener=complete")
            .expecting(lasted(Duration.ofMillis(300)))
            .expecting(row -> assertThat(row.row().status()).contains(504))
            .expecting(cause("timeout")));
    talk.exchange(
        Request.get("/async-timeout?listener=none")
            .expecting(lasted(Duration.ofMillis(300)))
            .expecting(row -> assertThat(row.row().status().orElse(0)).isBetween(500, 599))
            .expecting(cause("timeout")));
  }

  private static RowCheck cause(String word) {
    return row -> assertThat(row.capture("cause").asText()).as("cause").isEqualTo(word);
  }

  private static void dispatches(Conversation talk) throws Exception {
    for (int times = 1; times <= 2; times++) {
      RawAnswer answer = talk.exchange(Request.get("/async-dispatch?times=" + times));
      assertThat(answer.text()).isEqualTo("dispatched " + times + " times\n");
    }
  }

  private static void exceptions(Conversation talk) throws Exception {
    // Tomcat closes the connection without any answer then.
    talk.exchangeOrEnd(
        Request.get("/async-throw")
            .unusual(Fact.NO_EXCEPTION, Fact.OUTCOME)
            .expecting(ErrorCases.exception("java.lang.IllegalStateException", THROWN)));
    if (talk.server().has(Trait.LEAVES_FAILED_ASYNC_OPEN)) {
      return;
    }
    talk.exchange(
        Request.get("/async-throw?late=true")
            .unusual(Fact.NO_EXCEPTION, Fact.LEVEL)
            .expecting(row -> assertThat(row.row().status()).contains(200))
            .expecting(row -> assertThat(row.row().level()).isEqualTo("ERROR"))
            .expecting(ErrorCases.exception("java.lang.IllegalStateException", THROWN)));
  }

  private static void race(Conversation talk) throws Exception {
    for (int i = 0; i < 20; i++) {
      talk.exchange(Request.get("/async-now"));
    }
  }

  private static void nonBlocking(Conversation talk) throws Exception {
    String small = "{\"text\":\"" + "n".repeat(1_000) + "\"}";
    Request request =
        talk.name(
            Request.post("/non-blocking", "application/json", small)
                .expectingOfBodies(
                    row -> {
                      assertThat(row.member("data").toString()).as("request").isEqualTo(small);
                      assertThat(row.member("result").toString()).as("answer").isEqualTo(small);
                    }));
    try (RawHttp connection = talk.connect()) {
      connection.send(request.head());
      byte[] body = request.bodyCopy();
      // Three pieces: an answer that is flushed more often, without a length, is a stream (case
      // 51).
      for (int from = 0; from < body.length; from += 400) {
        connection.send(
            java.util.Arrays.copyOfRange(body, from, Math.min(body.length, from + 400)));
        // A pause is what is tested here; there is no condition to wait for.
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
      talk.answered(request, connection.read("POST"));
    }
    byte[] large = new byte[4 * 1024 * 1024];
    java.util.Arrays.fill(large, (byte) 'b');
    Request slowly = talk.name(Request.post("/non-blocking", "text/plain", large));
    try (RawHttp connection = talk.connect()) {
      connection.send(slowly.bytes());
      // More than the socket buffers hold: the server has to wait until it may write again.
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
      talk.answered(slowly, connection.read("POST"));
    }
  }

  static RowCheck lasted(Duration atLeast) {
    return row ->
        assertThat(row.row().json().path("details").path("duration_micros").asLong())
            .as("duration in microseconds")
            // The clocks of timers and of the agent need not agree to the last bit.
            .isGreaterThanOrEqualTo(atLeast.toNanos() / 1_000 * 95 / 100);
  }
}
