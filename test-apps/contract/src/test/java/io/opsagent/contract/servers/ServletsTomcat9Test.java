package io.opsagent.contract.servers;

import io.opsagent.contract.ContractTest;
import org.junit.jupiter.api.Tag;

@Tag("full-matrix")
class ServletsTomcat9Test extends ContractTest {
  ServletsTomcat9Test() {
    super(TomcatServers.unknown("9", "javax"));
  }
}
