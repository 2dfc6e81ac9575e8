package io.opsagent.contract;

import java.io.File;

/** Servlets in Jetty 10. */
class Jetty10ContractTest extends JettyServletContract {

  @Override
  File jars() {
    return new File("target/other-versions/jetty-10");
  }
}
