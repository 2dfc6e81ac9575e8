package io.opsagent.contract.servers;

import io.opsagent.contract.ContractServer;
import io.opsagent.contract.Trait;

/** The lines of Tomcat. */
final class TomcatServers {
  private static final String MAIN = "com.example.contract.tomcat.TomcatApplication";

  private TomcatServers() {}

  static ContractServer javax(String line) {
    return tomcat(line, "javax");
  }

  static ContractServer jakarta(String line) {
    return tomcat(line, "jakarta");
  }

  /**
   * A Tomcat that the agent does not know: what it records comes from servlets alone.
   *
   * @param variant {@code javax} or {@code jakarta}
   */
  static ContractServer unknown(String line, String variant) {
    return embedded("Servlets in Tomcat", line, "servlet", variant)
        .withJvmOption("-Dopsagent.capture.tomcat=false")
        .with(Trait.NO_BODIES)
        .with(Trait.SERVLETS_ONLY)
        .with(Trait.ENDS_WITH_THE_SERVLET)
        .with(Trait.FORGETS_FAILED_ASYNC);
  }

  private static ContractServer tomcat(String line, String variant) {
    return embedded("Tomcat", line, "tomcat", variant)
        .with(Trait.SHOWS_REFUSED_REQUESTS)
        .with(Trait.PLAIN_BODIES)
        .with(Trait.ZERO_COPY_FILES);
  }

  private static ContractServer embedded(
      String name, String line, String entryPoint, String variant) {
    return ContractServer.of(
            name,
            line,
            entryPoint,
            Built.application("tomcat-" + line, MAIN, "tomcat-" + variant, "servlet-" + variant))
        // Tomcat reports the first bad request of each of its processors only, and which processor
        // a request meets is chance: let it report all.
        .withJvmOption("-Dorg.apache.juli.logging.UserDataHelper.CONFIG=INFO_ALL")
        .cannotExpress(10, "no framework that maps exceptions")
        .with(Trait.SERVLET_LOGIN)
        .with(Trait.TLS)
        .with(Trait.HTTP2);
  }
}
