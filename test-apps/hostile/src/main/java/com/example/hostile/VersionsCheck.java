package com.example.hostile;

import java.net.URL;
import java.security.CodeSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarInputStream;
import org.jspecify.annotations.Nullable;

/** Says for each library which file and version the application gets its classes from. */
final class VersionsCheck implements Check {
  private static final Map<String, String> LIBRARIES =
      Map.of(
          "bytebuddy", "net.bytebuddy.ByteBuddy",
          "h2", "org.h2.Driver",
          "hikari", "com.zaxxer.hikari.HikariDataSource",
          "jackson", "com.fasterxml.jackson.databind.ObjectMapper",
          "jetty", "org.eclipse.jetty.server.Server",
          "jna", "com.sun.jna.Native",
          "kotlin", "kotlin.KotlinVersion",
          "logback", "ch.qos.logback.classic.LoggerContext",
          "servlet", "javax.servlet.Servlet",
          "slf4j", "org.slf4j.LoggerFactory");

  @Override
  public Map<String, ?> run() throws Exception {
    Map<String, Object> seen = new TreeMap<>();
    for (Map.Entry<String, String> library : LIBRARIES.entrySet()) {
      seen.put(library.getKey(), describe(Class.forName(library.getValue())));
    }
    return seen;
  }

  private static Map<String, String> describe(Class<?> type) throws Exception {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    Map<String, String> seen = new TreeMap<>();
    seen.put("location", String.valueOf(location));
    seen.put("loader", String.valueOf(type.getClassLoader().getClass().getName()));
    seen.put("packageVersion", String.valueOf(type.getPackage().getImplementationVersion()));
    seen.put("manifestVersion", manifestVersion(location));
    return seen;
  }

  private static String manifestVersion(@Nullable URL location) throws Exception {
    if (location == null) {
      return "none";
    }
    try (JarInputStream jar = new JarInputStream(location.openStream())) {
      return jar.getManifest() == null
          ? "none"
          : String.valueOf(jar.getManifest().getMainAttributes().getValue("Bundle-Version"));
    }
  }
}
