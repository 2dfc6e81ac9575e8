package io.opsagent.contract;

import java.io.File;

/** A connection of Netty 4.2 that goes over to HTTP/2. */
class Netty42UpgradeTest extends NettyUpgradeTest {

  @Override
  File jars() {
    return new File("target/other-versions/netty-4.2");
  }
}
