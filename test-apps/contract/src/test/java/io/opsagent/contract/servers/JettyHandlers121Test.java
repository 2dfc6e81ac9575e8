package io.opsagent.contract.servers;

import io.opsagent.contract.ContractTest;

class JettyHandlers121Test extends ContractTest {
  JettyHandlers121Test() {
    super(PlainServers.jetty("12.1", "jetty-12.1"));
  }
}
