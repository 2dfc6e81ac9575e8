package io.opsagent.testapps.servers;

import java.util.List;
import java.util.Locale;

/** The applications of this module. */
enum Application {
  /** Handlers on Undertow's core. Its parser itself answers a request that it cannot read. */
  UNDERTOW("com.example.undertow.UndertowApplication"),

  /** Handlers on Netty's codec. The application itself answers a request that cannot be read. */
  NETTY("com.example.netty.NettyApplication"),

  /** A servlet on an embedded Tomcat; it has no page but {@code /hello}. */
  TOMCAT("com.example.tomcat.TomcatApplication");

  private final String mainClass;

  Application(String mainClass) {
    this.mainClass = mainClass;
  }

  /** Those that answer all of {@link Traffic}. */
  static List<Application> plain() {
    return List.of(UNDERTOW, NETTY);
  }

  String mainClass() {
    return mainClass;
  }

  /** Name that the agent gives to the service where nobody gave one (operations-api.md 11.3). */
  String serviceName() {
    return mainClass.substring(mainClass.lastIndexOf('.') + 1);
  }

  /** The agent's name of the place where it takes requests. */
  String entryPoint() {
    return toString();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
