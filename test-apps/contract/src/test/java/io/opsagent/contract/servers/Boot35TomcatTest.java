package io.opsagent.contract.servers;

import io.opsagent.contract.ContractTest;
import org.junit.jupiter.api.Tag;

@Tag("full-matrix")
class Boot35TomcatTest extends ContractTest {
  Boot35TomcatTest() {
    super(PlainServers.boot("3.5", "tomcat"));
  }
}
