package io.opsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsagent.capture.CircuitBreaker;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * An object that we hand to the server fails at every call (docs/spec/instrumentation.md 7, case
 * 70): answers are the same, failures are counted, and past the threshold it is left alone.
 */
abstract class BrokenCallbacks extends ContractHarness {
  private static final int ROUNDS = CircuitBreaker.MAX_FAILURES + 10;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Name of the breaker that counts these failures. */
  abstract String callback();

  /** What makes the server call back once; by default a talk with all kinds of bodies. */
  void provoke(int round) throws Exception {
    byte[] body = text(3_000 + round);
    serve(
        request -> {
          switch (String.valueOf(request.query())) {
            case "echo" -> request.respond(500, "text/plain", request.readBody());
            case "pieces" ->
                request.stream(
                    503, "text/plain", List.of(body, Arrays.copyOf(body, 10)).iterator());
            case "unread" -> request.respond(404, "text/plain", utf8("unread"));
            default -> request.respond(200, "text/plain", body);
          }
        });
    try (RawClient client = connect()) {
      assertThat(client.get("/app/x").read().body()).isEqualTo(body);
      assertThat(
              client.request("POST", "/app/x?echo", body, "Content-Type: text/plain").read().body())
          .isEqualTo(body);
      assertThat(client.get("/app/x?pieces").read().body()).hasSize(body.length + 10);
      assertThat(
              client
                  .request("POST", "/app/x?unread", body, "Content-Type: text/plain")
                  .read()
                  .text())
          .isEqualTo("unread");
      assertThat(client.get("/app/x").read().body()).isEqualTo(body);
    }
  }

  @Test
  void what_fails_at_every_call_is_counted_and_left_alone_and_answers_are_the_same()
      throws Exception {
    CircuitBreaker breaker = capture().callback(callback());
    for (int round = 0; round < ROUNDS; round++) {
      provoke(round);
    }
    await().atMost(PATIENCE).until(breaker::isOpen);
    assertThat(breaker.failures()).isGreaterThanOrEqualTo(CircuitBreaker.MAX_FAILURES);
    assertThat(breaker.lastFailure()).contains("made to fail");

    int failures = breaker.failures();
    provoke(ROUNDS);
    assertThat(breaker.failures()).as("failures after it was switched off").isEqualTo(failures);
  }

  @Override
  @AfterEach
  void leavesNothingBehind() {
    drain();
    await().atMost(PATIENCE).until(() -> drain() && capture().bodyMemory().reservedBytes() == 0);
    assertThat(capture().openExchanges().snapshot())
        .hasSizeLessThanOrEqualTo(CircuitBreaker.MAX_FAILURES);
  }

  private boolean drain() {
    for (var e = capture().ring().poll(); e != null; e = capture().ring().poll()) {
      e.releaseBodies();
    }
    return true;
  }

  @Override
  @AfterAll
  void stopServer() throws Exception {
    stopRunning();
  }
}
