package io.opsagent.contract;

import java.util.List;

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
  List<String> off() {
    return List.of("undertow");
  }

  @Override
  String context() {
    return "";
  }
}
