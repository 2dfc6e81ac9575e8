package io.opsagent.testapps.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.testing.AgentConfig;
import io.opsagent.testing.AgentJar;
import io.opsagent.testing.Jdk;
import io.opsagent.testing.LogFilter;
import io.opsagent.testing.OperationsApi;
import io.opsagent.testing.RawAnswer;
import io.opsagent.testing.RawHttp;
import io.opsagent.testing.ServerLaunch;
import io.opsagent.testing.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * One run of the Undertow application of test-apps/servers, for the proofs about class archives: it
 * is started, asked twice, and ended by SIGTERM, always with the same class path.
 *
 * @param loaded the JVM's log of loaded classes
 * @param output both streams of the application
 * @param recorded how many of the first two requests our agent has recorded; 0 without it
 */
record ArchiveRun(Path loaded, List<String> output, int recorded) {
  private static final Duration TIMEOUT = Duration.ofSeconds(120);

  /** The JVM, or a child of it, writes an archive after everything else has ended. */
  private static final Duration END_TIMEOUT = Duration.ofMinutes(3);

  private static final Pattern LISTENING = Pattern.compile("^Listening on port \\d+$");
  private static final String APPLICATION = "io\\.undertow|org\\.xnio|org\\.jboss|com\\.example";
  private static final String JDK = "java|javax|jdk|sun";

  /**
   * How many classes of a run came out of an archive.
   *
   * @param all classes, but not those that the JVM itself makes
   * @param shared those of them that were in the archive
   */
  record Share(int all, int shared) {
    double ratio() {
      return all == 0 ? 0 : (double) shared / all;
    }

    @Override
    public String toString() {
      return shared + " of " + all;
    }
  }

  /** JVM option for our agent, with everything it writes in this folder, which is made. */
  static String agent(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path config =
        AgentConfig.forTest(folder.resolve("data")).writeTo(folder.resolve("ops.properties"));
    return AgentJar.require().option("config=" + config);
  }

  /**
   * Starts the application, uses it, and waits until it has ended.
   *
   * @param folder is made; where it runs
   * @throws AssertionError if it does not answer, or our agent is there and records nothing
   */
  static ArchiveRun of(Jdk jdk, Path folder, String... options) throws IOException {
    Path log = Files.createDirectories(folder).resolve("loaded.txt");
    List<String> command = new ArrayList<>();
    command.add(jdk.java().toString());
    command.addAll(List.of("-Xmx192m", "-XX:+UseSerialGC", "-Xlog:class+load:file=" + log));
    command.addAll(List.of(options));
    command.add("-cp");
    command.add(classPath());
    command.add("com.example.undertow.UndertowApplication");
    try (ServerProcess process = ServerLaunch.of("undertow", folder, command).start()) {
      String line = process.awaitStdout(LISTENING, TIMEOUT);
      int port = Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
      ask(port, "/hello", "first");
      ask(port, "/search?q=lamp", "first");
      String ours = AgentJar.require().path().toString();
      boolean withAgent = List.of(options).stream().anyMatch(option -> option.contains(ours));
      int recorded = withAgent ? recorded(port, OperationsApi.of(process, TIMEOUT)) : 0;
      process.stop(END_TIMEOUT);
      return new ArchiveRun(log, process.output(), recorded);
    }
  }

  private static void ask(int port, String path, String requestId) throws IOException {
    String request =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Request-ID: "
            + requestId
            + "\r\n\r\n";
    RawAnswer answer = RawHttp.exchange(port, request.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(answer.status()).isEqualTo(200);
  }

  /** Sends further requests until one is recorded: then the first ones are too, or never will. */
  private static int recorded(int port, OperationsApi api) {
    Awaitility.await("a request is recorded")
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              ask(port, "/hello", "further");
              return !api.logs(LogFilter.requestId("further")).isEmpty();
            });
    return api.logs(LogFilter.requestId("first")).size();
  }

  /** Classes of the application and its libraries. */
  Share ofApplication() throws IOException {
    return share(APPLICATION);
  }

  /** Classes of the JDK. */
  Share ofJdk() throws IOException {
    return share(JDK);
  }

  private Share share(String packages) throws IOException {
    Pattern pattern = Pattern.compile("(?:^|\\] )(?:" + packages + ")\\.\\S+ source: (.*)");
    int all = 0;
    int shared = 0;
    try (Stream<String> lines = Files.lines(loaded)) {
      for (String line : (Iterable<String>) lines::iterator) {
        var matcher = pattern.matcher(line);
        if (matcher.find() && !matcher.group(1).startsWith("__")) {
          all++;
          if (matcher.group(1).startsWith("shared objects file")) {
            shared++;
          }
        }
      }
    }
    return new Share(all, shared);
  }

  private static String classPath() throws IOException {
    Path jar = Path.of(System.getProperty("servers.jar", ""));
    List<String> all = new ArrayList<>();
    all.add(jar.toAbsolutePath().normalize().toString());
    // One by one: an archive is bound to the exact class path.
    try (Stream<Path> libraries =
        Files.list(Path.of(System.getProperty("servers.libraries", "")))) {
      libraries
          .map(path -> path.toAbsolutePath().normalize().toString())
          .sorted()
          .forEach(all::add);
    }
    return String.join(File.pathSeparator, all);
  }
}
