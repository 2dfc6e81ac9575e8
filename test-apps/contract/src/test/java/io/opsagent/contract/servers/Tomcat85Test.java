package io.opsagent.contract.servers;

import io.opsagent.contract.ContractTest;
import org.junit.jupiter.api.Tag;

@Tag("full-matrix")
class Tomcat85Test extends ContractTest {
  Tomcat85Test() {
    super(TomcatServers.javax("8.5"));
  }
}
