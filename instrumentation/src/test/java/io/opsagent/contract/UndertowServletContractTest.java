package io.opsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.capture.Exchange;

/** Servlets in Undertow 2.2. */
class UndertowServletContractTest extends UndertowContractTest {

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
  void assertRouteOf(Exchange exchange) {
    assertThat(exchange.contextPath()).isEmpty();
    assertThat(exchange.servletPath()).isEqualTo("/app");
    assertThat(exchange.isServletPrefixMatch()).isTrue();
  }
}
