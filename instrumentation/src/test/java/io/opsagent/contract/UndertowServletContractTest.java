package io.opsagent.contract;

/** Servlets in Undertow 2.2. */
class UndertowServletContractTest extends UndertowContractTest {

  @Override
  String serverClass() {
    return "UndertowServletServer";
  }

  @Override
  String[] serverPackages() {
    return new String[] {
      "io.undertow.", "org.xnio.", "org.jboss.", "org.wildfly.", "javax.servlet."
    };
  }
}
