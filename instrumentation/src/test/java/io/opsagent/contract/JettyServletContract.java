package io.opsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.capture.Exchange;

/** Servlets in Jetty. */
abstract class JettyServletContract extends JettyContract {

  @Override
  String serverClass() {
    return "JettyServletServer";
  }

  @Override
  void assertRouteOf(Exchange exchange) {
    assertThat(exchange.contextPath()).isEmpty();
    assertThat(exchange.servletPath()).isEqualTo("/app");
    assertThat(exchange.isServletPrefixMatch()).isTrue();
  }
}
