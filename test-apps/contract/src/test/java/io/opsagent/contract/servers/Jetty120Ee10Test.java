package io.opsagent.contract.servers;

import io.opsagent.contract.ContractTest;

class Jetty120Ee10Test extends ContractTest {
  Jetty120Ee10Test() {
    super(JettyServers.twelve("12.0", "ee10"));
  }
}
