package io.opsagent.testapps.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.testing.AgentConfig;
import io.opsagent.testing.AgentJar;
import io.opsagent.testing.Jdk;
import io.opsagent.testing.JdkCase;
import io.opsagent.testing.LogFilter;
import io.opsagent.testing.OperationsApi;
import io.opsagent.testing.RawAnswer;
import io.opsagent.testing.RawHttp;
import io.opsagent.testing.ScratchFolder;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Class archives of the JVM are still used with the agent on the command line
 * (docs/spec/instrumentation.md 1.10 and 7, case 79). The share of the application's classes that
 * come out of the archive is counted from the JVM's own log.
 */
@FullMatrix
class ClassArchiveTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(120);
  private static final Pattern LISTENING = Pattern.compile("^Listening on port \\d+$");
  private static final Pattern APPLICATION_CLASS =
      Pattern.compile(
          "(?:^|\\] )(?:io\\.undertow|org\\.xnio|org\\.jboss|com\\.example)\\.\\S+ source: (.*)");

  static List<JdkCase> jdks() {
    return JdkCase.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void an_archive_of_application_classes_is_used(JdkCase jdk) throws IOException {
    assertUsed(
        "appcds",
        jdk.jdk(),
        archive -> List.of("-XX:ArchiveClassesAtExit=" + archive),
        archive -> List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:auto"));
  }

  @FunctionalInterface
  private interface Options {
    List<String> of(Path archive);
  }

  private static void assertUsed(String name, Jdk jdk, Options training, Options use)
      throws IOException {
    Path folder = ScratchFolder.create(ClassArchiveTest.class, name + " on " + jdk);
    Path archive = folder.resolve("classes.archive");
    // Without the agent: the JVM makes no such archive while one is there.
    run(jdk, Files.createDirectory(folder.resolve("training")), training.of(archive));
    assertThat(archive).isNotEmptyFile();
    Path log = folder.resolve("load.txt");
    List<String> options = new ArrayList<>(use.of(archive));
    options.add("-Xlog:class+load:file=" + log);
    options.add(agent(folder));
    run(jdk, Files.createDirectory(folder.resolve("use")), options);
    int all = 0;
    int shared = 0;
    try (Stream<String> lines = Files.lines(log)) {
      for (String line : (Iterable<String>) lines::iterator) {
        Matcher matcher = APPLICATION_CLASS.matcher(line);
        if (matcher.find() && !matcher.group(1).startsWith("__")) {
          all++;
          if (matcher.group(1).startsWith("shared objects file")) {
            shared++;
          }
        }
      }
    }
    Figures.add(name + " on " + jdk + ": " + shared + " of " + all + " classes shared");
    assertThat(all).isGreaterThan(300);
    // All but the woven ones, lambdas, and what this run alone has loaded.
    assertThat(shared).as("of %d classes", all).isGreaterThan(all * 9 / 10);
  }

  private static String agent(Path folder) {
    Path config =
        AgentConfig.forTest(folder.resolve("data")).writeTo(folder.resolve("ops.properties"));
    return AgentJar.require().option("config=" + config);
  }

  /** Starts the application, uses it, and ends it in good order. */
  private static void run(Jdk jdk, Path folder, List<String> options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(jdk.java().toString());
    command.addAll(List.of("-Xmx192m", "-XX:+UseSerialGC"));
    command.addAll(options);
    command.add("-cp");
    command.add(classPath());
    command.add("com.example.undertow.UndertowApplication");
    try (ServerProcess process = ServerLaunch.of("undertow", folder, command).start()) {
      String line = process.awaitStdout(LISTENING, TIMEOUT);
      int port = Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
      for (String path : List.of("/hello", "/search?q=lamp")) {
        RawAnswer answer =
            RawHttp.exchange(
                port,
                ("GET "
                        + path
                        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Request-ID: once\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
        assertThat(answer.status()).isEqualTo(200);
      }
      if (options.stream().anyMatch(option -> option.startsWith("-javaagent:"))) {
        OperationsApi.of(process, TIMEOUT).awaitLogs(LogFilter.requestId("once"), 2);
      }
      process.stop();
    }
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
