package io.opsagent.contract.servers;

import io.opsagent.contract.ContractTest;
import org.junit.jupiter.api.Tag;

@Tag("full-matrix")
class Boot35JettyTest extends ContractTest {
  Boot35JettyTest() {
    super(PlainServers.boot("3.5", "jetty"));
  }
}
