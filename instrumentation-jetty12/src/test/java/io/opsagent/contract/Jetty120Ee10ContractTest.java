package io.opsagent.contract;

import io.opsagent.capture.Exchange;

/** Servlets of ee10 in Jetty 12.0. */
class Jetty120Ee10ContractTest extends Jetty12Contract {

  @Override
  String serverClass() {
    return "Jetty12Ee10Server";
  }

  @Override
  void assertRouteOf(Exchange exchange) {
    assertServletRoute(exchange);
  }
}
