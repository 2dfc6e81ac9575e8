package io.opsagent.testapps.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.opsagent.testing.Jdk;
import io.opsagent.testing.JdkCase;
import io.opsagent.testing.ScratchFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Class archives of the JVM are still used with the agent on the command line
 * (docs/spec/instrumentation.md 1.10 and 7, case 79). The share of the classes that come out of the
 * archive is counted from the JVM's own log.
 */
@FullMatrix
class ClassArchiveTest {
  /** {@code -XX:AOTCacheOutput}; JDK 24 needs two steps more. */
  private static final int FIRST_JDK_WITH_AOT_CACHE = 25;

  static List<JdkCase> jdks() {
    return JdkCase.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void an_appcds_archive_made_without_the_agent_is_used_with_it(JdkCase jdkCase)
      throws IOException {
    Jdk jdk = jdkCase.jdk();
    Path folder = folder("appcds on " + jdk);
    Path archive = folder.resolve("classes.jsa");
    // Without the agent: the JVM makes no such archive while one is there.
    ArchiveRun.of(jdk, folder.resolve("training"), "-XX:ArchiveClassesAtExit=" + archive);
    assertThat(archive).isNotEmptyFile();
    ArchiveRun run =
        ArchiveRun.of(
            jdk,
            folder.resolve("use"),
            "-XX:SharedArchiveFile=" + archive,
            "-Xshare:auto",
            ArchiveRun.agent(folder));
    assertUsed("AppCDS on " + jdk, run.ofApplication());
    assertThat(run.recorded()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void an_aot_cache_trained_with_the_agent_is_used_with_it(JdkCase jdkCase) throws IOException {
    Jdk jdk = withAotCache(jdkCase);
    Path folder = folder("aot with agent on " + jdk);
    Path cache = folder.resolve("app.aot");
    ArchiveRun training =
        ArchiveRun.of(
            jdk,
            folder.resolve("training"),
            "-XX:AOTCacheOutput=" + cache,
            ArchiveRun.agent(folder.resolve("training")));
    assertThat(cache).isNotEmptyFile();
    // A child of the JVM makes the cache, with the options of this one; no agent starts in it.
    assertThat(training.output()).filteredOn(line -> line.startsWith("OpsAgent: ")).isEmpty();
    ArchiveRun run =
        ArchiveRun.of(
            jdk,
            folder.resolve("use"),
            "-XX:AOTCache=" + cache,
            ArchiveRun.agent(folder.resolve("use")));
    assertUsed("AOT cache with agent on " + jdk + ", application", run.ofApplication());
    assertUsed("AOT cache with agent on " + jdk + ", JDK", run.ofJdk());
    assertThat(run.recorded()).isEqualTo(2);
    assertThat(run.output()).noneMatch(line -> line.contains("[aot"));
  }

  /**
   * The JVM loads what such a cache has before it starts agents; ours weaves it afterwards, and
   * sees no request before.
   */
  @ParameterizedTest
  @MethodSource("jdks")
  void an_aot_cache_trained_without_agent_but_with_its_module_is_used_with_and_without_it(
      JdkCase jdkCase) throws IOException {
    Jdk jdk = withAotCache(jdkCase);
    Path folder = folder("aot with module on " + jdk);
    Path cache = folder.resolve("app.aot");
    String module = "--add-modules=java.instrument";
    ArchiveRun.of(jdk, folder.resolve("training"), "-XX:AOTCacheOutput=" + cache, module);
    assertThat(cache).isNotEmptyFile();
    ArchiveRun with =
        ArchiveRun.of(
            jdk, folder.resolve("with"), "-XX:AOTCache=" + cache, ArchiveRun.agent(folder));
    assertUsed("AOT cache with module on " + jdk + ", application", with.ofApplication());
    Figures.add("of two requests at the very start were recorded: " + with.recorded());
    ArchiveRun without =
        ArchiveRun.of(jdk, folder.resolve("without"), "-XX:AOTCache=" + cache, module);
    assertUsed("the same without agent on " + jdk + ", application", without.ofApplication());
  }

  /** The JVM refuses such a cache for every agent; the application starts all the same. */
  @ParameterizedTest
  @MethodSource("jdks")
  void an_aot_cache_trained_without_the_agent_is_taken_as_beside_any_other_agent(JdkCase jdkCase)
      throws IOException {
    Jdk jdk = withAotCache(jdkCase);
    Path folder = folder("aot without agent on " + jdk);
    Path cache = folder.resolve("app.aot");
    ArchiveRun.of(jdk, folder.resolve("training"), "-XX:AOTCacheOutput=" + cache);
    assertThat(cache).isNotEmptyFile();
    String use = "-XX:AOTCache=" + cache;
    ArchiveRun none = ArchiveRun.of(jdk, folder.resolve("none"), use);
    assertUsed("AOT cache without agent on " + jdk + ", application", none.ofApplication());
    ArchiveRun other =
        ArchiveRun.of(
            jdk, folder.resolve("jacoco"), use, OtherAgent.JACOCO.option() + "=output=none");
    ArchiveRun ours = ArchiveRun.of(jdk, folder.resolve("ours"), use, ArchiveRun.agent(folder));
    Figures.add(
        "AOT cache trained without agent on "
            + jdk
            + ": with JaCoCo "
            + other.ofApplication()
            + ", with ours "
            + ours.ofApplication());
    assertThat(ours.ofApplication().ratio())
        .isGreaterThanOrEqualTo(other.ofApplication().ratio() - 0.02);
    assertThat(ours.recorded()).isEqualTo(2);
    if (ours.ofApplication().shared() == 0) {
      // Neither our weaving nor our classes: what -javaagent itself adds.
      assertThat(ours.output())
          .anyMatch(line -> line.contains("java.instrument specified during runtime"));
    }
  }

  private static Jdk withAotCache(JdkCase jdkCase) {
    Jdk jdk = jdkCase.jdk();
    assumeThat(jdk.feature())
        .as("the AOT cache, made in one run, is there from JDK 25 on")
        .isGreaterThanOrEqualTo(FIRST_JDK_WITH_AOT_CACHE);
    return jdk;
  }

  private static Path folder(String name) {
    return ScratchFolder.create(ClassArchiveTest.class, name);
  }

  private static void assertUsed(String name, ArchiveRun.Share share) throws IOException {
    Figures.add(name + ": " + share + " classes shared");
    assertThat(share.all()).isGreaterThan(300);
    // All but the woven ones, lambdas, and what this run alone has loaded.
    assertThat(share.ratio()).as("share of %s", name).isGreaterThan(0.9);
  }
}
