package io.opsagent.contract.servers;

import io.opsagent.contract.ContractTest;
import org.junit.jupiter.api.Tag;

@Tag("full-matrix")
class Boot27UndertowTest extends ContractTest {
  Boot27UndertowTest() {
    super(PlainServers.boot("2.7", "undertow"));
  }
}
