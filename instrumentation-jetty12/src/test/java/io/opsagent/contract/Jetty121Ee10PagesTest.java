package io.opsagent.contract;

import java.io.File;

/** The same in Jetty 12.1. */
class Jetty121Ee10PagesTest extends Jetty120Ee10PagesTest {

  @Override
  File jars() {
    return new File("target/other-versions/jetty-12.1");
  }
}
