package io.opsagent.contract;

import java.io.File;

/** The first release of Netty 4.1. */
class NettyOldestContractTest extends NettyContractTest {

  @Override
  File jars() {
    return new File("target/other-versions/netty-4.1.0");
  }
}
