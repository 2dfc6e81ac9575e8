package io.opsagent.testapps.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.testing.AgentConfig;
import io.opsagent.testing.AgentJar;
import io.opsagent.testing.Jdk;
import io.opsagent.testing.JdkCase;
import io.opsagent.testing.OutputWatch;
import io.opsagent.testing.ScratchFolder;
import io.opsagent.testing.ServerLaunch;
import io.opsagent.testing.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** JVMs that get the agent without being a server: JDK tools, and programs that just end. */
class NoServerLaunchTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  // Generous for a busy machine; an agent that keeps the JVM alive would never end.
  private static final Duration PROMPTLY = Duration.ofSeconds(20);
  private static final String TOOL_OPTIONS = "JAVA_TOOL_OPTIONS";
  private static final String PICKED_UP = "Picked up " + TOOL_OPTIONS + ": ";

  static Stream<Arguments> toolsOfEachJdk() {
    return JdkCase.all().stream()
        .flatMap(
            jdk ->
                Stream.of(
                        List.of("javac", "-d", "classes", "Hello.java"),
                        List.of("jcmd", "-h"),
                        List.of("jshell", "--version"))
                    .map(command -> Arguments.of(jdk, command)));
  }

  @ParameterizedTest(name = "{1} of {0}")
  @MethodSource("toolsOfEachJdk")
  void a_jdk_tool_that_inherits_the_agent_shows_no_sign_of_it(JdkCase jdkCase, List<String> command)
      throws IOException {
    Jdk jdk = jdkCase.jdk();
    Path scratch = ScratchFolder.create(NoServerLaunchTest.class, command.get(0) + " " + jdk);
    Path plain = toolFolder(scratch.resolve("without"));
    // jshell tells whoever runs it for the first time that it made a folder for preferences: here
    // neither run is the first one.
    String options = "-Djava.util.prefs.userRoot=" + scratch;
    Files.createDirectories(scratch.resolve(".java").resolve(".userPrefs"));
    ServerProcess without =
        tool(jdk, command, plain).withEnvironment(Map.of(TOOL_OPTIONS, options)).start();
    int exitCode = without.awaitExit(TIMEOUT);
    assertThat(exitCode).as(without::lastLines).isZero();

    AgentJar jar = AgentJar.require();
    Path inherited = toolFolder(scratch.resolve("with"));
    // The agent's port is taken: a tool that tried to serve would have to complain about it.
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      AgentConfig config =
          AgentConfig.forTest(scratch.resolve("data"))
              .with(AgentConfig.PORT_KEY, Integer.toString(taken.getLocalPort()));
      ServerProcess with =
          tool(jdk, command, inherited)
              .withEnvironment(config.asEnvironment())
              .withEnvironment(Map.of(TOOL_OPTIONS, options + " " + jar.option()))
              .start();
      assertThat(with.awaitExit(TIMEOUT)).isEqualTo(exitCode);
      assertThat(with.stderr())
          .as("the agent was given")
          .anyMatch(line -> isPickedUp(line) && line.endsWith(jar.option()));
      assertThat(with.stdout()).isEqualTo(without.stdout());
      assertThat(with.stderr().stream().filter(line -> !isPickedUp(line)))
          .containsExactlyElementsOf(
              without.stderr().stream().filter(line -> !isPickedUp(line)).toList());
      assertThat(scratch.resolve("data")).doesNotExist();
      assertThat(files(inherited)).isEqualTo(files(plain));
    }
  }

  static List<JdkCase> jdks() {
    return JdkCase.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("jdks")
  void a_program_that_just_ends_ends_by_itself_with_its_own_exit_code(JdkCase jdkCase) {
    Jdk jdk = jdkCase.jdk();
    Path folder = ScratchFolder.create(NoServerLaunchTest.class, "main " + jdk);
    assertEnds(run(jdk, folder, "without", List.of(), "returning"), 0, "returning");
    assertEnds(run(jdk, folder, "without-exit", List.of(), "exiting", "3"), 3, "exiting");

    List<String> agent = List.of(agentOption(folder));
    assertEnds(run(jdk, folder, "with", agent, "returning"), 0, "returning");
    assertEnds(run(jdk, folder, "with-exit", agent, "exiting", "3"), 3, "exiting");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("jdks")
  void an_agent_that_is_given_twice_starts_once_and_one_line_says_so(JdkCase jdkCase) {
    Jdk jdk = jdkCase.jdk();
    Path folder = ScratchFolder.create(NoServerLaunchTest.class, "twice " + jdk);
    String option = agentOption(folder);
    ServerProcess process = run(jdk, folder, "with", List.of(option, option), "returning");
    assertThat(process.awaitExit(PROMPTLY)).isZero();
    assertThat(process.stdout()).containsExactly("returning");
    assertThat(process.stderr()).filteredOn(line -> !isBanner(line)).hasSize(1);
  }

  private static void assertEnds(ServerProcess process, int exitCode, String words) {
    assertThat(process.awaitExit(PROMPTLY)).as(process::lastLines).isEqualTo(exitCode);
    assertThat(process.stdout()).containsExactly(words);
    // It may end before the agent's server is up, or after.
    assertThat(process.stderr()).filteredOn(line -> !isBanner(line)).isEmpty();
    assertThat(process.stderr()).hasSizeLessThanOrEqualTo(1);
  }

  private static String agentOption(Path folder) {
    Path config =
        AgentConfig.forTest(folder.resolve("data")).writeTo(folder.resolve("ops.properties"));
    return AgentJar.require().option("config=" + config);
  }

  private static ServerProcess run(
      Jdk jdk, Path folder, String name, List<String> options, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(jdk.java().toString());
    command.addAll(options);
    command.addAll(List.of("-cp", Path.of("target", "test-classes").toAbsolutePath().toString()));
    command.add(PlainMain.class.getName());
    command.addAll(List.of(arguments));
    try {
      Path run = Files.createDirectory(folder.resolve(name));
      return ServerLaunch.of("main", run, command).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ServerLaunch tool(Jdk jdk, List<String> command, Path folder) {
    List<String> absolute = new ArrayList<>(command);
    absolute.set(0, jdk.tool(command.get(0)).toString());
    return ServerLaunch.of(command.get(0), folder, absolute);
  }

  private static Path toolFolder(Path folder) throws IOException {
    Files.createDirectory(folder);
    Files.writeString(folder.resolve("Hello.java"), "class Hello {}\n");
    return folder;
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found.map(path -> folder.relativize(path).toString()).sorted().toList();
    }
  }

  private static boolean isPickedUp(String line) {
    return line.startsWith(PICKED_UP);
  }

  private static boolean isBanner(String line) {
    return OutputWatch.BANNER.matcher(line).find();
  }
}
