package io.opsagent.contract.servers;

import io.opsagent.contract.ContractServer;
import io.opsagent.contract.Trait;

/** The lines of Jetty, as servlet containers. */
final class JettyServers {
  private static final String MAIN = "com.example.contract.jetty.JettyApplication";
  private static final String MAIN_12 = "com.example.contract.jetty12.Jetty12Application";

  private JettyServers() {}

  /** Jetty 9.4 to 11, where the agent sees plain bytes. */
  static ContractServer upTo11(String line, String variant) {
    return jetty(line, "jetty-" + line, MAIN, "jetty-" + line, variant)
        .with(Trait.PLAIN_BODIES)
        .with(Trait.ZERO_COPY_FILES);
  }

  /**
   * Jetty 12.
   *
   * @param environment {@code ee8} or {@code ee10}
   */
  static ContractServer twelve(String line, String environment) {
    String variant = environment.equals("ee8") ? "javax" : "jakarta";
    ContractServer server =
        jetty(
            line + " " + environment,
            "jetty-" + line + "-" + environment,
            MAIN_12,
            "jetty-12-" + environment,
            variant);
    return environment.equals("ee8") ? server.with(Trait.LEAVES_FAILED_ASYNC_OPEN) : server;
  }

  private static ContractServer jetty(
      String version, String folder, String main, String application, String variant) {
    return ContractServer.of(
            "Jetty",
            version,
            "jetty",
            Built.application(folder, main, application, "servlet-" + variant))
        .cannotExpress(10, "no framework that maps exceptions")
        .with(Trait.SHOWS_REFUSED_REQUESTS)
        .with(Trait.SERVLET_LOGIN)
        .with(Trait.STRICT_PORT)
        .with(Trait.TLS)
        .with(Trait.HTTP2);
  }
}
