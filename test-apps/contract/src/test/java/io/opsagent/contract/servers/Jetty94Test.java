package io.opsagent.contract.servers;

import io.opsagent.contract.ContractTest;

class Jetty94Test extends ContractTest {
  Jetty94Test() {
    super(JettyServers.upTo11("9.4", "javax"));
  }
}
