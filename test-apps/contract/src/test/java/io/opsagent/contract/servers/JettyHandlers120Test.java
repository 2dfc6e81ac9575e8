package io.opsagent.contract.servers;

import io.opsagent.contract.ContractTest;
import org.junit.jupiter.api.Tag;

@Tag("full-matrix")
class JettyHandlers120Test extends ContractTest {
  JettyHandlers120Test() {
    super(PlainServers.jetty("12.0", "jetty-12.0"));
  }
}
