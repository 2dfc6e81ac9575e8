package io.opsagent.contract;

import java.io.File;

/** Servlets in Jetty 11. */
class Jetty11ContractTest extends JettyServletContract {

  @Override
  String serverClass() {
    return "JettyJakartaServer";
  }

  @Override
  File jars() {
    return new File("target/other-versions/jetty-11");
  }
}
