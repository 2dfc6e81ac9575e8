package io.opsagent.contract.servers;

import io.opsagent.contract.ContractTest;
import org.junit.jupiter.api.Tag;

@Tag("full-matrix")
class Jetty11Test extends ContractTest {
  Jetty11Test() {
    super(JettyServers.upTo11("11", "jakarta"));
  }
}
