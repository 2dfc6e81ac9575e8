package io.opsagent.contract.servers;

import io.opsagent.contract.ContractTest;

class Tomcat9Test extends ContractTest {
  Tomcat9Test() {
    super(TomcatServers.javax("9"));
  }
}
