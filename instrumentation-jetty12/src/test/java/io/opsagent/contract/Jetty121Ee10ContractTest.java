package io.opsagent.contract;

import java.io.File;

/** The same in Jetty 12.1. */
class Jetty121Ee10ContractTest extends Jetty120Ee10ContractTest {

  @Override
  File jars() {
    return new File("target/other-versions/jetty-12.1");
  }
}
