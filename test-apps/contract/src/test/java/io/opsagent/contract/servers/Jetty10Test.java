package io.opsagent.contract.servers;

import io.opsagent.contract.ContractTest;
import org.junit.jupiter.api.Tag;

@Tag("full-matrix")
class Jetty10Test extends ContractTest {
  Jetty10Test() {
    super(JettyServers.upTo11("10", "javax"));
  }
}
