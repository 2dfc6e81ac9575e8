package io.opsagent.contract.servers;

import io.opsagent.contract.ContractTest;
import org.junit.jupiter.api.Tag;

@Tag("full-matrix")
class Boot27TomcatTest extends ContractTest {
  Boot27TomcatTest() {
    super(PlainServers.boot("2.7", "tomcat"));
  }
}
