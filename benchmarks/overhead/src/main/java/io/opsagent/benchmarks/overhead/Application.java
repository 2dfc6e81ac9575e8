package io.opsagent.benchmarks.overhead;

import java.util.List;
import java.util.Locale;

/** The applications that are measured; all answer {@code /tiny} and {@code /fail}. */
enum Application {
  TOMCAT(
      "Embedded Tomcat, one servlet",
      "tomcat.TomcatApplication",
      true,
      List.of("rounds", "start", "idle"),
      List.of("GET /tiny", "GET /json", "POST /echo")),
  BOOT(
      "Spring Boot, Spring MVC, HikariCP and H2 in memory",
      "boot.BootApplication",
      true,
      List.of("rounds", "start"),
      List.of("GET /orders/7", "GET /json", "POST /echo", "GET /tiny")),
  NETTY(
      "Netty, codec and aggregator",
      "netty.NettyApplication",
      false,
      List.of("rounds"),
      List.of("GET /tiny", "GET /json", "POST /echo"));

  private final String title;
  private final String mainClass;
  private final boolean hasServlets;
  private final List<String> usualParts;
  private final List<String> mix;

  Application(
      String title,
      String mainClass,
      boolean hasServlets,
      List<String> usualParts,
      List<String> mix) {
    this.title = title;
    this.mainClass = mainClass;
    this.hasServlets = hasServlets;
    this.usualParts = usualParts;
    this.mix = mix;
  }

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  String title() {
    return title;
  }

  String mainClass() {
    return "io.opsagent.benchmarks.overhead.app." + mainClass;
  }

  /** Whether JavaMelody, which is a servlet filter, has anything to do here. */
  boolean hasServlets() {
    return hasServlets;
  }

  /** The parts that are measured of it unless others are asked for. */
  List<String> usualParts() {
    return usualParts;
  }

  /** The requests that succeed, in turn. */
  List<String> mix() {
    return mix;
  }
}
