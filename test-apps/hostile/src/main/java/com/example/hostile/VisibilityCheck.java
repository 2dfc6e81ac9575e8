package com.example.hostile;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks for classes and service files that the application has not brought. */
final class VisibilityCheck implements Check {
  private static final List<String> NOT_MINE =
      List.of(
          "com.fasterxml.jackson.dataformat.yaml.YAMLFactory",
          "com.fasterxml.jackson.datatype.jsr310.JavaTimeModule",
          "io.javalin.Javalin",
          "jakarta.servlet.Servlet",
          "org.eclipse.jetty.ee10.servlet.ServletContextHandler",
          "org.flywaydb.core.Flyway",
          "org.jctools.queues.MpscArrayQueue",
          "org.jdbi.v3.core.Jdbi",
          "org.slf4j.spi.SLF4JServiceProvider",
          "oshi.SystemInfo",
          "picocli.CommandLine");
  private static final List<String> RESOURCES =
      List.of(
          "logback.xml",
          "META-INF/services/com.fasterxml.jackson.core.JsonFactory",
          "META-INF/services/com.fasterxml.jackson.databind.Module",
          "META-INF/services/java.sql.Driver",
          "META-INF/services/javax.servlet.ServletContainerInitializer",
          "META-INF/services/org.eclipse.jetty.http.HttpFieldPreEncoder",
          "META-INF/services/org.slf4j.spi.SLF4JServiceProvider",
          "org/slf4j/impl/StaticLoggerBinder.class",
          "simplelogger.properties");

  @Override
  public Map<String, ?> run() throws IOException {
    ClassLoader loader = VisibilityCheck.class.getClassLoader();
    Map<String, Object> seen = new TreeMap<>();
    for (String name : NOT_MINE) {
      seen.put(name, isVisible(name, loader));
    }
    for (String name : RESOURCES) {
      seen.put(name, Collections.list(loader.getResources(name)).size());
    }
    return seen;
  }

  private static boolean isVisible(String name, ClassLoader loader) {
    try {
      Class.forName(name, false, loader);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
