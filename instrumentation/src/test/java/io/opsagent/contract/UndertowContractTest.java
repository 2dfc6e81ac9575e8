package io.opsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsagent.capture.Exchange;
import io.opsagent.capture.Outcome;
import java.io.IOException;
import java.util.Collections;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Undertow 2.2. */
class UndertowContractTest extends EntryPointContract {

  @Override
  String serverClass() {
    return "UndertowServer";
  }

  @Override
  String[] serverPackages() {
    return new String[] {"io.undertow.", "org.xnio.", "org.jboss.", "org.wildfly."};
  }

  @Override
  String entryPoint() {
    return "undertow";
  }

  @Test
  void a_request_that_cannot_be_read_is_a_bad_request() throws Exception {
    try (RawClient client = connect()) {
      assertThat(client.send("THIS IS NOT\r\n\r\n").read().status()).isEqualTo(400);
    }

    Exchange exchange = next().exchange();
    assertThat(exchange.status()).isEqualTo(400);
    assertThat(exchange.outcome()).isEqualTo(Outcome.BAD_REQUEST);
    assertThat(exchange.method()).isNull();
    assertThat(exchange.path()).isNull();
    assertThat(exchange.remoteAddress()).isEqualTo("127.0.0.1");
  }

  @Test
  void only_an_answer_from_another_thread_is_asynchronous() throws Exception {
    serve(request -> request.respond(200, "text/plain", utf8("now")));
    get("/app/now");
    assertThat(next().exchange().isAsync()).isFalse();

    serve(request -> request.later(20, () -> request.respond(200, "text/plain", utf8("late"))));
    get("/app/later");
    assertThat(next().exchange().isAsync()).isTrue();
  }

  @Test
  void what_the_application_catches_has_no_frame_of_ours() throws Exception {
    AtomicReference<Throwable> caught = new AtomicReference<>();
    serve(
        request -> {
          try {
            request.stream(500, "text/plain", Collections.nCopies(10_000, text(64_000)).iterator());
          } catch (Throwable t) {
            caught.set(t);
            throw t;
          }
        });
    RawClient client = connect();
    client.get("/app/endless");
    client.exactly(100_000);
    client.reset();
    assertThat(next().exchange().outcome()).isEqualTo(Outcome.ABORTED);

    Throwable failure = await().until(caught::get, Objects::nonNull);
    assertThat(failure).isInstanceOf(IOException.class);
    for (Throwable at = failure; at != null; at = at.getCause()) {
      assertThat(at.getStackTrace())
          .as("%s", at)
          .isNotEmpty()
          .noneMatch(frame -> frame.getClassName().startsWith("io.opsagent.undertow."));
    }
  }
}
