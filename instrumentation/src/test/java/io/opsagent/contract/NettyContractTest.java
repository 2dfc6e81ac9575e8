package io.opsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.capture.Exchange;
import io.opsagent.capture.Outcome;
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
}
