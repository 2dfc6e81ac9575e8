package io.opsagent.contract.servers;

import io.opsagent.contract.ContractTest;

class ServletsTomcat11Test extends ContractTest {
  ServletsTomcat11Test() {
    super(TomcatServers.unknown("11", "jakarta"));
  }
}
