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

  private static ContractServer tomcat(String line, String variant) {
    return ContractServer.of(
            "Tomcat",
            line,
            "tomcat",
            Built.application("tomcat-" + line, MAIN, "tomcat-" + variant, "servlet-" + variant))
        // Tomcat reports the first bad request of each of its processors only, and which processor
        // a
        // request meets is chance: let it report all.
        .withJvmOption("-Dorg.apache.juli.logging.UserDataHelper.CONFIG=INFO_ALL")
        .cannotExpress(10, "no framework that maps exceptions")
        .with(Trait.SHOWS_REFUSED_REQUESTS)
        .with(Trait.PLAIN_BODIES)
        .with(Trait.ZERO_COPY_FILES)
        .with(Trait.TLS)
        .with(Trait.HTTP2);
  }
}
