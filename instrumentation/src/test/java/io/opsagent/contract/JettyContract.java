package io.opsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.capture.Exchange;
import io.opsagent.capture.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every Jetty passes. */
abstract class JettyContract extends EntryPointContract {

  @Override
  String serverClass() {
    return "JettyServer";
  }

  @Override
  String[] serverPackages() {
    return new String[] {"org.eclipse.jetty.", "org.slf4j.", "javax.servlet.", "jakarta.servlet."};
  }

  @Override
  String entryPoint() {
    return "jetty";
  }

  @Test
  void a_request_that_cannot_be_read_is_a_bad_request() throws Exception {
    try (RawClient client = connect()) {
      assertThat(client.send("GET /app/x HTTP/1.1\r\nbad header\r\n\r\n").read().status())
          .isEqualTo(400);
    }

    Exchange exchange = next().exchange();
    assertThat(exchange.status()).isEqualTo(400);
    assertThat(exchange.outcome()).isEqualTo(Outcome.BAD_REQUEST);
  }

  @Test
  void an_exception_after_the_head_was_sent_leaves_the_status_that_was_sent() throws Exception {
    serve(
        request -> {
          request.stream(200, "text/plain", List.of(utf8("first")).iterator());
          throw new IllegalStateException("too late");
        });

    try (RawClient client = connect()) {
      client.get("/app/late");
      assertThat(new String(client.untilEnd(), StandardCharsets.UTF_8)).contains("first");
    }

    Exchange exchange = next().exchange();
    assertThat(exchange.status()).isEqualTo(200);
    assertThat(exchange.failure()).hasMessage("too late");
    assertThat(exchange.isFailureUnhandled()).isTrue();
    assertThat(exchange.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(exchange.responseBytes()).isEqualTo(5);
  }

  @Test
  void a_client_that_goes_away_during_its_body_leaves_an_aborted_exchange() throws Exception {
    serve(request -> request.respond(200, "text/plain", request.readBody()));

    RawClient client = connect();
    client.send("POST /app/cut HTTP/1.1\r\nHost: contract.test\r\nContent-Length: 1000\r\n\r\ncut");
    client.reset();

    assertThat(next().exchange().outcome()).isEqualTo(Outcome.ABORTED);
  }

  @Test
  void a_client_that_goes_away_before_the_answer_leaves_an_aborted_exchange() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    serve(
        request -> {
          waiting.countDown();
          assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
          request.respond(200, "text/plain", utf8("nobody gets it"));
        });

    RawClient client = connect();
    client.get("/app/waits");
    assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
    client.reset();
    gone.countDown();

    Exchange exchange = next().exchange();
    assertThat(exchange.outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(exchange.path()).isEqualTo("/app/waits");
  }
}
