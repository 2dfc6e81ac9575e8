package io.opsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.capture.Exchange;
import io.opsagent.capture.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Netty 4.1 with the server codec. */
class NettyContractTest extends EntryPointContract {

  @Override
  String serverClass() {
    return "NettyServer";
  }

  @Override
  String[] serverPackages() {
    return new String[] {"io.netty."};
  }

  @Override
  String entryPoint() {
    return "netty";
  }

  @Override
  boolean readsBodiesUnasked() {
    return true;
  }

  @Test
  void a_request_that_cannot_be_read_is_a_bad_request() throws Exception {
    try (RawClient client = connect()) {
      assertThat(client.send("THIS IS NOT HTTP AT ALL\r\n\r\n").read().status()).isEqualTo(400);
    }

    Exchange exchange = next().exchange();
    assertThat(exchange.status()).isEqualTo(400);
    assertThat(exchange.outcome()).isEqualTo(Outcome.BAD_REQUEST);
    assertThat(exchange.method()).isNull();
    assertThat(exchange.path()).isNull();
  }

  @Test
  void a_handler_that_fails_in_the_middle_of_its_answer_is_an_unhandled_failure() throws Exception {
    // More than fits into the socket, so that the answer is not complete when the handler throws.
    byte[] piece = text(8 * 1024 * 1024);
    serve(
        request -> {
          request.stream(200, "text/plain", List.of(piece, piece).iterator());
          throw new IllegalStateException("half way");
        });

    try (RawClient client = connect()) {
      client.get("/app/half");
      Exchange exchange = next().exchange();
      assertThat(exchange.status()).isEqualTo(200);
      assertThat(exchange.failure()).hasMessage("half way");
      assertThat(exchange.isFailureUnhandled()).isTrue();
      assertThat(exchange.outcome()).isEqualTo(Outcome.COMPLETED);
    }
  }
}
