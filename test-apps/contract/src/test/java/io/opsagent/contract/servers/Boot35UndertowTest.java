package io.opsagent.contract.servers;

import io.opsagent.contract.ContractTest;

class Boot35UndertowTest extends ContractTest {
  Boot35UndertowTest() {
    super(PlainServers.boot("3.5", "undertow"));
  }
}
