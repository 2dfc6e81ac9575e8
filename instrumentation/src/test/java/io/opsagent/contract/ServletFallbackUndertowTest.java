package io.opsagent.contract;

/** Servlets of javax in Undertow 2.2. */
class ServletFallbackUndertowTest extends ServletFallbackContract {

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

  @Override
  String[] off() {
    return new String[] {"undertow"};
  }

  @Override
  String context() {
    return "";
  }
}
