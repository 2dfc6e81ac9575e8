package io.opsagent.contract.servers;

import io.opsagent.contract.ContractTest;
import org.junit.jupiter.api.Tag;

@Tag("full-matrix")
class Undertow22Test extends ContractTest {
  Undertow22Test() {
    super(UndertowServers.servlet("2.2", "javax"));
  }
}
