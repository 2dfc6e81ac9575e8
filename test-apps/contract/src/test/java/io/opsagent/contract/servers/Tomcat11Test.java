package io.opsagent.contract.servers;

import io.opsagent.contract.ContractTest;
import io.opsagent.contract.OnNewestJdkToo;

@OnNewestJdkToo
class Tomcat11Test extends ContractTest {
  Tomcat11Test() {
    super(TomcatServers.jakarta("11"));
  }
}
