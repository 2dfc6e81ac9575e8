package io.opsagent.contract.servers;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Where the build has put servers and applications. */
final class Built {
  private static final Path TARGET = Path.of("target").toAbsolutePath();

  private Built() {}

  /**
   * A command line of class path and main class.
   *
   * @param server folder with the server's jars below {@code target/servers}
   * @param mainClass of the launcher
   * @param applications folders below {@code target/apps}
   */
  static List<String> application(String server, String mainClass, String... applications) {
    List<Path> classPath = new ArrayList<>();
    for (String application : applications) {
      classPath.add(TARGET.resolve("apps").resolve(application));
    }
    classPath.add(TARGET.resolve("servers").resolve(server).resolve("*"));
    return List.of(
        "-cp",
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
        mainClass);
  }
}
