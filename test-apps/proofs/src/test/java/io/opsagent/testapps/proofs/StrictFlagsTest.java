package io.opsagent.testapps.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.testing.AgentConfig;
import io.opsagent.testing.AgentJar;
import io.opsagent.testing.Jdk;
import io.opsagent.testing.JdkCase;
import io.opsagent.testing.Normaliser;
import io.opsagent.testing.OperationsApi;
import io.opsagent.testing.OutputWatch;
import io.opsagent.testing.RawAnswer;
import io.opsagent.testing.ScratchFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * JVMs that check everything (docs/spec/instrumentation.md 7, case 80): the agent passes every
 * check, and adds nothing to what the JVM says but its banner. On the newest JDK that is also the
 * proof that nothing of ours uses what it warns of, such as {@code sun.misc.Unsafe}.
 */
class StrictFlagsTest {
  private static final Pattern NATIVE_CODE_OF_OTHERS =
      Pattern.compile("\\s+at (java|jdk|sun|com\\.sun)\\..*");

  static List<JdkCase> jdks() {
    return JdkCase.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void every_class_is_verified_and_no_line_is_added_but_the_banner(JdkCase jdk) throws IOException {
    assertNothingIsAdded("verify", jdk.jdk(), "-Xverify:all", "-esa");
  }

  @FullMatrix
  @ParameterizedTest
  @MethodSource("jdks")
  void native_calls_are_checked_and_none_of_ours_is_complained_about(JdkCase jdk)
      throws IOException {
    Path folder = ScratchFolder.create(StrictFlagsTest.class, "jni on " + jdk);
    try (TomcatRun run = plan(jdk.jdk(), "-Xcheck:jni").with(agent(folder)).start(folder)) {
      ShopTour.assertRecorded(run.api(), ShopTour.against(run.port()));
      run.process().stop();
      List<String> lines = run.process().stdout();
      assertThat(lines).noneMatch(line -> line.startsWith("FATAL ERROR in native method"));
      for (int i = 0; i < lines.size() - 1; i++) {
        if (lines.get(i).startsWith("WARNING")) {
          // The JDK's own code is complained about without any agent, too.
          assertThat(lines.get(i + 1)).as(lines.get(i)).matches(NATIVE_CODE_OF_OTHERS);
        }
      }
    }
  }

  private static String agent(Path folder) {
    Path config =
        AgentConfig.forTest(folder.resolve("data")).writeTo(folder.resolve("ops.properties"));
    return AgentJar.require().option("config=" + config);
  }

  private static TomcatPlan plan(Jdk jdk, String... flags) {
    return TomcatPlan.of(9).on(jdk).deploying(TomcatPlan.shop()).with(flags);
  }

  private static void assertNothingIsAdded(String name, Jdk jdk, String... flags)
      throws IOException {
    Path folder = ScratchFolder.create(StrictFlagsTest.class, name + " on " + jdk);
    TomcatPlan plan = plan(jdk, flags);
    try (TomcatRun without = plan.start(folder.resolve("without"));
        TomcatRun with = plan.with(agent(folder)).start(folder.resolve("with"))) {
      Map<String, RawAnswer> expected = ShopTour.against(without.port());
      Map<String, RawAnswer> answers = ShopTour.against(with.port());
      ShopTour.assertSame(expected, answers);
      OperationsApi api = with.api();
      ShopTour.assertRecorded(api, answers);
      assertThat(api.agent().path("host").path("hostname").asText())
          .as("read by native code")
          .isNotEmpty();
      without.process().stop();
      with.process().stop();
      watch(without, with).assertOnlyBannerAdded(without.process(), with.process());
    }
  }

  private static OutputWatch watch(TomcatRun without, TomcatRun with) {
    OutputWatch watch =
        OutputWatch.strict()
            // Tomcat and its script repeat the command line that the test gave them.
            .allowing("Command line argument: -javaagent:")
            .allowing("^Using CATALINA_OPTS: .* -javaagent:")
            // Tomcat's last lines race with the end of its own log manager, both in shutdown hooks.
            .allowing("AbstractProtocol.(stop|destroy) (Stopping|Destroying) ProtocolHandler")
            // Written when seeding took more than 100 ms, which a busy machine decides.
            .allowing("createSecureRandom Creation of SecureRandom instance .* took");
    for (TomcatRun run : List.of(without, with)) {
      watch =
          watch
              .with(Normaliser.folder(run.base(), "<base>"))
              .with(Normaliser.port(run.port()))
              .with(Normaliser.of("^\\d{2}:\\d{2}:\\d{2}\\.\\d{3}", "<time>"));
    }
    return watch;
  }
}
