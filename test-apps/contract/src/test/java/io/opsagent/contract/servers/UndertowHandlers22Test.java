package io.opsagent.contract.servers;

import io.opsagent.contract.ContractTest;

class UndertowHandlers22Test extends ContractTest {
  UndertowHandlers22Test() {
    super(PlainServers.undertow("2.2", "undertow"));
  }
}
