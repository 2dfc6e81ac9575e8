package io.opsagent.contract.servers;

import io.opsagent.contract.ContractTest;
import org.junit.jupiter.api.Tag;

@Tag("full-matrix")
class Jetty121Ee8Test extends ContractTest {
  Jetty121Ee8Test() {
    super(JettyServers.twelve("12.1", "ee8"));
  }
}
