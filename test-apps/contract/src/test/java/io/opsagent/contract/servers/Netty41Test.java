package io.opsagent.contract.servers;

import io.opsagent.contract.ContractTest;

class Netty41Test extends ContractTest {
  Netty41Test() {
    super(PlainServers.netty("4.1", "netty"));
  }
}
