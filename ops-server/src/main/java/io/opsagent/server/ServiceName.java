package io.opsagent.server;

import io.opsagent.settings.Configuration;
import io.opsagent.settings.Keys;
import java.io.File;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The name of the service where nobody gave one: Spring's application name, else the folder of a
 * Tomcat base, else the jar without its version, else the main class (operations-api.md 11.3, 13).
 */
final class ServiceName {
  private static final String FALLBACK = "application";

  private ServiceName() {}

  static String of(Configuration configuration) {
    String given = configuration.find(Keys.SERVICE_NAME);
    return given != null ? given : guess(System.getProperties(), System.getenv());
  }

  static String guess(Properties properties, Map<String, String> environment) {
    String spring =
        firstNonBlank(
            properties.getProperty("spring.application.name"),
            environment.get("SPRING_APPLICATION_NAME"));
    if (spring != null) {
      return spring;
    }
    String catalinaBase = properties.getProperty("catalina.base");
    if (catalinaBase != null) {
      String folder = new File(catalinaBase).getName();
      if (!folder.isBlank()) {
        return folder;
      }
    }
    String main = properties.getProperty("sun.java.command", "").split(" ", 2)[0];
    if (main.endsWith(".jar") || main.endsWith(".war")) {
      String file = new File(main).getName();
      String name = file.substring(0, file.length() - 4).replaceFirst("-\\d.*$", "");
      return name.isBlank() ? FALLBACK : name;
    }
    String simple = main.substring(Math.max(main.lastIndexOf('.'), main.lastIndexOf('/')) + 1);
    return simple.isBlank() ? FALLBACK : simple;
  }

  private static @Nullable String firstNonBlank(@Nullable String a, @Nullable String b) {
    if (a != null && !a.isBlank()) {
      return a.strip();
    }
    return b != null && !b.isBlank() ? b.strip() : null;
  }
}
