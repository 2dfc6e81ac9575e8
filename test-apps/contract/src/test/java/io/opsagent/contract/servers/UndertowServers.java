package io.opsagent.contract.servers;

import io.opsagent.contract.ContractServer;
import io.opsagent.contract.Trait;

/** The lines of Undertow, as servlet containers. */
final class UndertowServers {
  private static final String MAIN = "com.example.contract.undertow.UndertowApplication";

  private UndertowServers() {}

  static ContractServer servlet(String line, String variant) {
    ContractServer server =
        ContractServer.of(
                "Undertow servlet",
                line,
                "undertow",
                Built.application(
                    "undertow-" + line, MAIN, "undertow-" + line, "servlet-" + variant))
            .cannotExpress(10, "no framework that maps exceptions")
            .with(Trait.SHOWS_REFUSED_REQUESTS)
            .with(Trait.ZERO_COPY_FILES)
            .with(Trait.SERVLET_LOGIN)
            .with(Trait.TLS)
            .with(Trait.HTTP2);
    return line.equals("2.3") ? server.with(Trait.REFUSES_LONG_METHODS) : server;
  }
}
