package io.opsagent.contract.servers;

import io.opsagent.contract.ContractTest;
import org.junit.jupiter.api.Tag;

@Tag("full-matrix")
class Tomcat101Test extends ContractTest {
  Tomcat101Test() {
    super(TomcatServers.jakarta("10.1"));
  }
}
