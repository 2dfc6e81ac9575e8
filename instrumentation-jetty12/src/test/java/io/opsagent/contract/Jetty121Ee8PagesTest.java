package io.opsagent.contract;

import java.io.File;

/** The same in Jetty 12.1. */
class Jetty121Ee8PagesTest extends Jetty120Ee8PagesTest {

  @Override
  File jars() {
    return new File("target/other-versions/jetty-12.1");
  }
}
