package io.opsagent.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class JdkTest {
  private final Path folder;

  JdkTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void the_running_jdk_is_always_there() {
    assertThat(Jdk.running().java()).isExecutable();
    assertThat(JdkCase.of(Jdk.running(), List.of()).get(0).jdk()).isEqualTo(Jdk.running());
  }

  @Test
  void further_jdks_are_listed_newest_first_once_each_and_without_the_running_one()
      throws IOException {
    Path eight = jdk("eight", "1.8.0_402");
    Path newest = jdk("newest", "25.0.3");
    Path eleven = jdk("eleven", "11.0.2");
    String homes =
        String.join(
            File.pathSeparator,
            eight.toString(),
            newest.toString(),
            Jdk.running().home().toString(),
            "",
            eleven.toString(),
            newest.toString());
    assertThat(Jdk.further(homes, Jdk.running()))
        .extracting(Jdk::toString)
        .containsExactly("JDK 25", "JDK 11", "JDK 8");
  }

  @Test
  void a_folder_without_java_is_refused_with_the_variable_and_the_folder() {
    assertThatThrownBy(() -> Jdk.further(folder.toString(), Jdk.running()))
        .hasMessageContaining(Jdk.FURTHER_JDKS_VARIABLE)
        .hasMessageContaining(folder.toString());
  }

  @Test
  void without_a_further_jdk_its_case_is_skipped_and_says_why() {
    JdkCase missing = JdkCase.of(Jdk.running(), List.of()).get(1);
    assertThat(missing).hasToString("a further JDK");
    assertThatThrownBy(missing::jdk)
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining(Jdk.FURTHER_JDKS_VARIABLE);
  }

  @Test
  void a_missing_agent_jar_is_an_error_unless_that_is_allowed() throws IOException {
    Path jar = Files.createFile(folder.resolve("opsagent.jar"));
    assertThat(AgentJar.locate(jar.toString(), false))
        .hasValueSatisfying(
            found -> assertThat(found.option("a=b")).isEqualTo("-javaagent:" + jar + "=a=b"));
    assertThat(AgentJar.locate(folder.resolve("other.jar").toString(), true)).isEmpty();
    assertThatThrownBy(() -> AgentJar.locate("", false)).hasMessageContaining("opsagent.jar");
  }

  private Path jdk(String name, String version) throws IOException {
    Path home = folder.resolve(name);
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.createFile(java);
    if (!java.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + java + " executable");
    }
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return home;
  }
}
