package io.opsagent.contract.servers;

import io.opsagent.contract.ContractServer;
import io.opsagent.contract.Trait;
import java.nio.file.Path;
import java.util.List;

/** Servers without servlets, and Spring Boot; their applications are in test-apps/contract-apps. */
final class PlainServers {
  private static final Path APPLICATIONS = Path.of("..", "contract-apps").toAbsolutePath();
  private static final String NO_DISPATCHER = "nothing dispatches to another path";
  private static final String NO_ERROR_PAGES = "the application writes all its errors itself";
  private static final String NO_FRAMEWORK = "no framework that maps exceptions";
  private static final String NO_HTTP2 = "the application speaks HTTP/1.1 only";
  private static final String NO_SERVLET_SESSIONS =
      "sessions of handlers are not read, only those of servlets";

  private static final String NO_TIMEOUT = "a request has no asynchronous timeout";
  private static final String NO_USERS = "knows neither users nor sessions";

  private PlainServers() {}

  static ContractServer undertow(String line, String module) {
    ContractServer server =
        ContractServer.of(
                "Undertow handlers",
                line,
                "undertow",
                libraries(module, "com.example.contract.undertow.UndertowContract"))
            .cannotExpress(10, NO_FRAMEWORK)
            .cannotExpress(24, NO_SERVLET_SESSIONS)
            .cannotExpress(41, NO_DISPATCHER)
            .cannotExpress(46, NO_TIMEOUT)
            .cannotExpress(49, "what is dispatched starts when the handler has returned")
            .with(Trait.SHOWS_REFUSED_REQUESTS)
            .with(Trait.ROUTE_PATTERNS)
            .with(Trait.TLS)
            .with(Trait.HTTP2);
    return line.equals("2.3") ? server.with(Trait.REFUSES_LONG_METHODS) : server;
  }

  static ContractServer netty(String line, String module) {
    return ContractServer.of(
            "Netty", line, "netty", libraries(module, "com.example.contract.netty.NettyContract"))
        .cannotExpress(7, NO_ERROR_PAGES)
        .cannotExpress(10, NO_FRAMEWORK)
        .cannotExpress(23, NO_USERS)
        .cannotExpress(24, NO_USERS)
        .cannotExpress(40, "what was written cannot be taken back")
        .cannotExpress(41, NO_DISPATCHER)
        .cannotExpress(42, NO_ERROR_PAGES)
        .cannotExpress(46, NO_TIMEOUT)
        .cannotExpress(47, NO_DISPATCHER)
        .cannotExpress(58, NO_HTTP2)
        .cannotExpress(59, NO_HTTP2)
        .cannotExpress(61, NO_HTTP2)
        .with(Trait.SHOWS_REFUSED_REQUESTS)
        .with(Trait.TLS);
  }

  static ContractServer jetty(String line, String module) {
    return ContractServer.of(
            "Jetty handlers",
            line,
            "jetty",
            libraries(module, "com.example.contract.jetty.JettyContract"))
        .cannotExpress(10, NO_FRAMEWORK)
        .cannotExpress(24, NO_SERVLET_SESSIONS)
        .cannotExpress(41, NO_DISPATCHER)
        .cannotExpress(46, NO_TIMEOUT)
        .cannotExpress(47, NO_DISPATCHER)
        .cannotExpress(58, NO_HTTP2)
        .cannotExpress(59, NO_HTTP2)
        .cannotExpress(61, NO_HTTP2)
        .with(Trait.SHOWS_REFUSED_REQUESTS)
        .with(Trait.TLS);
  }

  /** An executable jar. */
  static ContractServer boot(String line, String server) {
    ContractServer boot =
        ContractServer.of(
                "Spring Boot on " + Character.toUpperCase(server.charAt(0)) + server.substring(1),
                line,
                server,
                List.of("-jar", target("boot-" + line).resolve("contract-" + server + ".jar") + ""))
            .cannotExpress(23, "the application has no security")
            .cannotExpress(58, NO_HTTP2)
            .cannotExpress(59, NO_HTTP2)
            .cannotExpress(61, NO_HTTP2)
            .cannotExpress(62, "the application opens no second port")
            .with(Trait.ROUTE_PATTERNS);
    if (server.equals("jetty")) {
      return boot.with(Trait.SHOWS_REFUSED_REQUESTS);
    }
    return server.equals("tomcat")
        ? boot.with(Trait.SHOWS_REFUSED_REQUESTS).with(Trait.PLAIN_BODIES)
        : boot.with(Trait.SHOWS_REFUSED_REQUESTS);
  }

  private static List<String> libraries(String module, String mainClass) {
    return List.of("-cp", target(module).resolve("lib").resolve("*").toString(), mainClass);
  }

  private static Path target(String module) {
    return APPLICATIONS.resolve(module).resolve("target").normalize();
  }
}
