package io.opsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.capture.Exchange;
import io.opsagent.capture.Outcome;
import org.junit.jupiter.api.Test;

/** Tomcat 9. */
class TomcatContractTest extends EntryPointContract {

  @Override
  String serverClass() {
    return "TomcatServer";
  }

  @Override
  String[] serverPackages() {
    return new String[] {"org.apache.", "javax.servlet."};
  }

  @Override
  String entryPoint() {
    return "tomcat";
  }

  @Override
  void assertRouteOf(Exchange exchange) {
    assertThat(exchange.contextPath()).isEmpty();
    assertThat(exchange.servletPath()).isEqualTo("/app");
    assertThat(exchange.isServletPrefixMatch()).isTrue();
  }

  @Test
  void a_request_that_cannot_be_read_is_a_bad_request() throws Exception {
    try (RawClient client = connect()) {
      assertThat(client.send("THIS IS NOT\r\n\r\n").read().status()).isEqualTo(400);
    }

    Exchange exchange = next().exchange();
    assertThat(exchange.status()).isEqualTo(400);
    assertThat(exchange.outcome()).isEqualTo(Outcome.BAD_REQUEST);
  }
}
