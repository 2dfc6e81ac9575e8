package io.opsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Capture switched off and on while a server runs (docs/spec/instrumentation.md 7, case 72). */
abstract class LiveSwitchContract extends ContractHarness {

  /** The fallback would record what an entry point that is switched off leaves alone. */
  @Override
  List<String> off() {
    return List.of("servlet");
  }

  @AfterEach
  void switchOnAgain() {
    engine().turn(entryPoint(), true);
  }

  @Test
  void while_it_is_off_nothing_is_recorded_and_answers_are_the_same() throws Exception {
    serve(request -> request.respond(404, "text/plain", request.readBody()));
    try (RawClient client = connect()) {
      client.request("POST", "/app/on", text(3_000), "Content-Type: text/plain");
      assertThat(client.read().body()).isEqualTo(text(3_000));
      assertThat(next().requestBody()).isEqualTo(text(3_000));

      engine().turn(entryPoint(), false);
      for (int i = 0; i < 3; i++) {
        client.request("POST", "/app/off", text(3_000), "Content-Type: text/plain");
        assertThat(client.read().body()).isEqualTo(text(3_000));
      }
      engine().turn(entryPoint(), true);

      client.request("POST", "/app/again", text(2_000), "Content-Type: text/plain");
      assertThat(client.read().body()).isEqualTo(text(2_000));
    }
    Captured again = next();
    assertThat(again.exchange().path()).isEqualTo("/app/again");
    assertThat(again.requestBody()).isEqualTo(text(2_000));
    assertThat(again.responseBody()).isEqualTo(text(2_000));
  }

  @Test
  void a_request_that_is_open_when_it_is_switched_off_leaves_nothing() throws Exception {
    long before = capture().discarded(entryPoint());
    openAcross(
        () -> {
          assertThat(capture().bodyMemory().reservedBytes()).isPositive();
          engine().turn(entryPoint(), false);
          assertThat(capture().bodyMemory().reservedBytes()).isZero();
          assertThat(capture().openExchanges().snapshot()).isEmpty();
        });

    assertThat(capture().ring().poll()).isNull();
    assertThat(capture().discarded(entryPoint())).isEqualTo(before + 1);
  }

  @Test
  void a_request_that_is_open_across_off_and_on_is_not_recorded_and_the_next_one_is()
      throws Exception {
    openAcross(
        () -> {
          engine().turn(entryPoint(), false);
          engine().turn(entryPoint(), true);
        });

    assertThat(next().exchange().path()).isEqualTo("/app/next");
  }

  @Test
  void a_request_that_was_open_when_it_was_switched_on_is_not_recorded_and_the_next_one_is()
      throws Exception {
    engine().turn(entryPoint(), false);
    openAcross(() -> engine().turn(entryPoint(), true));

    assertThat(next().exchange().path()).isEqualTo("/app/next");
  }

  /** One request during which something is done, and a further one on the same connection. */
  private void openAcross(Runnable action) throws Exception {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    serve(
        request -> {
          byte[] body = request.readBody();
          reached.countDown();
          if (!goOn.await(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("nobody let it go on");
          }
          request.respond(404, "text/plain", body);
        });
    try (RawClient client = connect()) {
      client.request("POST", "/app/open", text(3_000), "Content-Type: text/plain");
      assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
      action.run();
      goOn.countDown();
      assertThat(client.read().body()).isEqualTo(text(3_000));
      client.request("POST", "/app/next", text(100), "Content-Type: text/plain");
      assertThat(client.read().body()).isEqualTo(text(100));
    }
  }
}
