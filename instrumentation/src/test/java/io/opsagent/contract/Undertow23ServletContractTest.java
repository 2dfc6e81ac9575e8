package io.opsagent.contract;

import java.io.File;

/** Servlets of jakarta in Undertow 2.3. */
class Undertow23ServletContractTest extends UndertowServletContractTest {

  @Override
  String serverClass() {
    return "JakartaUndertowServletServer";
  }

  @Override
  String[] serverPackages() {
    return new String[] {
      "io.undertow.", "org.xnio.", "org.jboss.", "org.wildfly.", "jakarta.servlet."
    };
  }

  @Override
  File jars() {
    return new File("target/other-versions/undertow-2.3");
  }
}
