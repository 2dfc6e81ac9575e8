package io.opsagent.testapps.tomcat;

import io.opsagent.testing.Jdk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * An unpacked official Tomcat zip. Nothing in it is ever written to.
 *
 * @param home CATALINA_HOME
 * @param version for example {@code 9.0.117}
 */
record TomcatDistribution(Path home, Runtime.Version version) {
  private static final String PREFIX = "apache-tomcat-";
  private static final String FOLDER_PROPERTY = "tomcat.distributions";

  /** All that the pom has unpacked, oldest first. */
  static List<TomcatDistribution> all() {
    Path folder = Path.of(System.getProperty(FOLDER_PROPERTY, ""));
    try (Stream<Path> found = Files.list(folder)) {
      return found
          .filter(home -> home.getFileName().toString().startsWith(PREFIX))
          .map(
              home ->
                  new TomcatDistribution(
                      home.toAbsolutePath(),
                      Runtime.Version.parse(
                          home.getFileName().toString().substring(PREFIX.length()))))
          .sorted(Comparator.comparing(TomcatDistribution::version))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "system property "
              + FOLDER_PROPERTY
              + " must name the folder of the unpacked zips; run mvn verify",
          e);
    }
  }

  /** The newest one. */
  static TomcatDistribution newest() {
    List<TomcatDistribution> all = all();
    return all.get(all.size() - 1);
  }

  /** Whether this Tomcat starts on that JDK at all, as its RUNNING.txt says. */
  boolean runsOn(Jdk jdk) {
    int oldest =
        switch (version.feature()) {
          case 8 -> 7;
          case 9 -> 8;
          case 10 -> 11;
          default -> 17;
        };
    return jdk.feature() >= oldest;
  }

  /** The example web application of this distribution. */
  Path examples() {
    return home.resolve("webapps").resolve("examples");
  }

  @Override
  public String toString() {
    return "Tomcat " + version;
  }
}
