package io.opsagent.contract.servers;

import io.opsagent.contract.ContractTest;
import org.junit.jupiter.api.Tag;

@Tag("full-matrix")
class Boot27JettyTest extends ContractTest {
  Boot27JettyTest() {
    super(PlainServers.boot("2.7", "jetty"));
  }
}
