package io.opsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.capture.Exchange;
import io.opsagent.capture.Outcome;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What comes with Jetty 9.4. */
class JettyPagesTest extends JettyPagesContract {

  @Test
  void an_exception_after_the_head_of_an_asynchronous_answer_does_not_keep_it_open()
      throws Exception {
    try (RawClient client = connect()) {
      client.get("/pages/cut-later");
      assertThat(new String(client.untilEnd(), StandardCharsets.UTF_8)).contains("first");
    }

    Exchange exchange = next().exchange();
    assertThat(exchange.status()).isEqualTo(200);
    assertThat(exchange.responseBytes()).isEqualTo(5);
    assertThat(exchange.failure()).hasMessage("after the head");
    assertThat(exchange.isFailureUnhandled()).isTrue();
    assertThat(exchange.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(exchange.servletPath()).isEqualTo("/cut-later");
  }
}
