package io.opsagent.contract;

import io.opsagent.capture.Exchange;

/** Servlets of ee8 in Jetty 12.0. */
class Jetty120Ee8ContractTest extends Jetty12Contract {

  @Override
  String serverClass() {
    return "Jetty12Ee8Server";
  }

  @Override
  void assertRouteOf(Exchange exchange) {
    assertServletRoute(exchange);
  }
}
