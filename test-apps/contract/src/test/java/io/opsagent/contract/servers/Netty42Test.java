package io.opsagent.contract.servers;

import io.opsagent.contract.ContractTest;
import org.junit.jupiter.api.Tag;

@Tag("full-matrix")
class Netty42Test extends ContractTest {
  Netty42Test() {
    super(PlainServers.netty("4.2", "netty-4.2"));
  }
}
