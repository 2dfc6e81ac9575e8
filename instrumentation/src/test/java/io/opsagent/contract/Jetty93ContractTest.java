package io.opsagent.contract;

import java.io.File;

/** Servlets in Jetty 9.3. */
class Jetty93ContractTest extends JettyServletContract {

  @Override
  File jars() {
    return new File("target/other-versions/jetty-9.3");
  }
}
