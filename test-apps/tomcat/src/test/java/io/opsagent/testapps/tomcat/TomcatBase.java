package io.opsagent.testapps.tomcat;

import io.opsagent.testing.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A CATALINA_BASE of its own for one run, so that the unpacked zip stays untouched (RUNNING.txt of
 * Tomcat, "Advanced Configuration - Multiple Tomcat Instances"). Its {@code conf} is a copy of the
 * distribution's in which only the two port numbers of server.xml differ; the example application
 * is deployed by a context file whose docBase is the folder in CATALINA_HOME.
 *
 * @param folder CATALINA_BASE
 * @param httpPort port of the one connector
 * @param shutdownPort port of the shutdown command
 */
record TomcatBase(Path folder, int httpPort, int shutdownPort) {

  static TomcatBase create(TomcatDistribution distribution, Path folder) throws IOException {
    TomcatBase base = new TomcatBase(folder, FreePort.pick(), FreePort.pick());
    for (String name : List.of("conf", "logs", "temp", "webapps", "work")) {
      Files.createDirectories(folder.resolve(name));
    }
    copyFiles(distribution.home().resolve("conf"), folder.resolve("conf"));
    base.changePorts();
    base.deployExamples(distribution);
    return base;
  }

  /** Deploys an exploded application of test resources, without class files, under its name. */
  void deploy(String name) throws IOException {
    Path webapp = Files.createDirectories(folder.resolve("webapps").resolve(name));
    copyFiles(Path.of("src", "test", "webapps", name), webapp);
  }

  private void changePorts() throws IOException {
    Path file = folder.resolve("conf").resolve("server.xml");
    String xml = Files.readString(file);
    String changed =
        xml.replace("<Server port=\"8005\"", "<Server port=\"" + shutdownPort + "\"")
            .replace("<Connector port=\"8080\"", "<Connector port=\"" + httpPort + "\"");
    if (!changed.contains("\"" + shutdownPort + "\"")
        || !changed.contains("\"" + httpPort + "\"")) {
      throw new IOException(file + " has not the ports 8005 and 8080 that every Tomcat had so far");
    }
    Files.writeString(file, changed);
  }

  private void deployExamples(TomcatDistribution distribution) throws IOException {
    // A context file in conf replaces the application's own META-INF/context.xml: take that over
    // word for word and add only where the application lies.
    String own = Files.readString(distribution.examples().resolve("META-INF/context.xml"));
    String changed =
        own.replaceFirst("<Context\\b", "<Context docBase=\"\\${catalina.home}/webapps/examples\"");
    if (changed.equals(own)) {
      throw new IOException("no <Context in the examples' context.xml of " + distribution);
    }
    Path contexts = folder.resolve("conf").resolve("Catalina").resolve("localhost");
    Files.writeString(Files.createDirectories(contexts).resolve("examples.xml"), changed);
  }

  private static void copyFiles(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }
}
