package io.opsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.capture.Exchange;
import io.opsagent.capture.Outcome;
import org.junit.jupiter.api.Test;

/** What only Undertow's servlet container knows of a request. */
class UndertowServletCasesTest extends ContractHarness {

  @Override
  String serverClass() {
    return "UndertowServletServer";
  }

  @Override
  String[] serverPackages() {
    return new String[] {
      "io.undertow.", "org.xnio.", "org.jboss.", "org.wildfly.", "javax.servlet."
    };
  }

  @Override
  String entryPoint() {
    return "undertow";
  }

  @Test
  void a_time_out_that_nobody_handles_is_the_cause_of_the_containers_500() throws Exception {
    assertThat(get("/cases/timeout").status()).isEqualTo(500);

    assertTimedOut(next().exchange(), 500);
  }

  @Test
  void a_time_out_that_a_listener_handles_is_the_cause_of_its_answer() throws Exception {
    assertThat(get("/cases/timeout-handled").status()).isEqualTo(504);

    assertTimedOut(next().exchange(), 504);
  }

  @Test
  void an_answer_in_time_has_no_time_out() throws Exception {
    assertThat(get("/cases/dispatch").status()).isEqualTo(200);

    assertThat(next().exchange().isTimedOut()).isFalse();
  }

  @Test
  void a_path_that_ends_as_a_servlet_wants_is_no_route() throws Exception {
    get("/any/where.cases");

    Exchange exchange = next().exchange();
    assertThat(exchange.path()).isEqualTo("/any/where.cases");
    assertThat(exchange.servletPath()).isNull();
  }

  @Test
  void a_path_that_a_servlet_is_mapped_to_is_a_route() throws Exception {
    for (String path : new String[] {"/exact", "/cases"}) {
      get(path);

      assertThat(next().exchange().servletPath()).isEqualTo(path);
    }
  }

  private static void assertTimedOut(Exchange exchange, int status) {
    assertThat(exchange.isTimedOut()).isTrue();
    assertThat(exchange.status()).isEqualTo(status);
    assertThat(exchange.isAsync()).isTrue();
    assertThat(exchange.outcome()).isEqualTo(Outcome.COMPLETED);
  }
}
