package io.opsagent.contract;

import java.io.File;

/** Netty 4.2 with the server codec. */
class Netty42ContractTest extends NettyContractTest {

  @Override
  File jars() {
    return new File("target/other-versions/netty-4.2");
  }
}
