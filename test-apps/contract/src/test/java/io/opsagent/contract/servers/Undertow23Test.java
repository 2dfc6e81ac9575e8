package io.opsagent.contract.servers;

import io.opsagent.contract.ContractTest;

class Undertow23Test extends ContractTest {
  Undertow23Test() {
    super(UndertowServers.servlet("2.3", "jakarta"));
  }
}
