package io.opsagent.contract.servers;

import io.opsagent.contract.ContractTest;
import org.junit.jupiter.api.Tag;

@Tag("full-matrix")
class UndertowHandlers23Test extends ContractTest {
  UndertowHandlers23Test() {
    super(PlainServers.undertow("2.3", "undertow-2.3"));
  }
}
