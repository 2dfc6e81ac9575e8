package io.opsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.capture.Exchange;
import io.opsagent.capture.Outcome;
import java.io.File;
import org.junit.jupiter.api.Test;

/** What comes with Jetty 10. */
class Jetty10PagesTest extends JettyPagesContract {

  @Override
  File jars() {
    return new File("target/other-versions/jetty-10");
  }

  @Test
  void a_path_that_jetty_refuses_is_kept_raw() throws Exception {
    assertThat(get("/pages/..;/hello?n=1").status()).isEqualTo(400);

    Exchange exchange = next().exchange();
    assertThat(exchange.path()).isEqualTo("/pages/..;/hello");
    assertThat(exchange.outcome()).isEqualTo(Outcome.BAD_REQUEST);
  }
}
