package io.opsagent.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ServerProcessTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  @Test
  void streams_are_collected_apart_and_kept_in_files() throws IOException {
    Path folder = folder("streams");
    ServerProcess process = shell(folder, "echo out; echo err >&2; printf 'no line end'; exit 3");
    assertThat(process.awaitExit(TIMEOUT)).isEqualTo(3);
    assertThat(process.stdout()).containsExactly("out", "no line end");
    assertThat(process.stderr()).containsExactly("err");
    assertThat(folder.resolve("stdout.txt")).hasContent("out\nno line end");
    assertThat(Files.readString(folder.resolve("stderr.txt"))).isEqualTo("err\n");
  }

  @Test
  void memory_for_output_is_bounded_and_the_rest_is_counted() {
    int lines = OutputCollector.MAX_LINES + 500;
    ServerProcess process = shell(folder("bounded"), "seq " + lines + "; exit 0");
    assertThat(process.awaitExit(TIMEOUT)).isZero();
    assertThat(process.stdout()).hasSize(OutputCollector.MAX_LINES);
    assertThat(process.leftOutLines()).isEqualTo(500);
  }

  @Test
  void a_very_long_line_is_cut() {
    ServerProcess process =
        shell(folder("long-line"), "head -c 100000 /dev/zero | tr '\\0' x; echo; echo next");
    process.awaitExit(TIMEOUT);
    assertThat(process.stdout().get(0)).hasSize(OutputCollector.MAX_LINE_BYTES);
    assertThat(process.stdout().get(1)).isEqualTo("next");
  }

  @Test
  void a_line_is_awaited() {
    try (ServerProcess process = shell(folder("await"), "echo starting; echo ready 42; read x")) {
      assertThat(process.awaitStdout(Pattern.compile("ready \\d+"), TIMEOUT)).isEqualTo("ready 42");
    }
  }

  @Test
  void waiting_for_a_line_ends_when_the_process_does() {
    ServerProcess process = shell(folder("await-ended"), "echo only this");
    assertThatThrownBy(() -> process.awaitStdout(Pattern.compile("ready"), TIMEOUT))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("only this");
  }

  @Test
  void a_port_that_nobody_opens_is_not_awaited_beyond_the_end_of_the_process() {
    ServerProcess process = shell(folder("await-port"), "exit 0");
    assertThatThrownBy(() -> process.awaitPort(FreePort.pick(), TIMEOUT))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("ended before");
  }

  @Test
  void stopping_ends_the_whole_process_tree_and_nothing_else() {
    ServerProcess other = shell(folder("stop-other"), "echo up; exec sleep 60");
    ServerProcess process =
        shell(folder("stop"), "sleep 61 & echo child $!; trap 'exit 7' TERM; wait");
    String line = process.awaitStdout(Pattern.compile("child \\d+"), TIMEOUT);
    long child = Long.parseLong(line.split(" ")[1]);
    assertThat(process.stop()).isEqualTo(7);
    Awaitility.await("end of the child process")
        .until(() -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    assertThat(other.isAlive()).isTrue();
    assertThat(other.stop()).isEqualTo(143);
  }

  @Test
  void what_a_process_says_at_its_end_is_not_lost() {
    ServerProcess process =
        shell(folder("last-words"), "trap 'echo bye; exit 0' TERM; echo up; sleep 60 & wait");
    process.awaitStdout(Pattern.compile("up"), TIMEOUT);
    assertThat(process.stop()).isZero();
    assertThat(process.stdout()).containsExactly("up", "bye");
  }

  @Test
  void a_killed_process_gets_no_chance_to_tidy_up() {
    // Waits for a line that nobody writes, without a child that would outlive it.
    ServerProcess process =
        shell(
            folder("kill"),
            "trap 'echo bye' TERM EXIT; mkfifo lines; exec 3<>lines; echo up; read line <&3");
    process.awaitStdout(Pattern.compile("up"), TIMEOUT);
    assertThat(process.kill()).isEqualTo(137);
    assertThat(process.stdout()).containsExactly("up");
  }

  @Test
  void only_the_given_variables_and_a_few_harmless_ones_are_inherited() {
    ServerProcess process =
        ServerLaunch.of("env", folder("env"), List.of("env"))
            .withEnvironment(Map.of("GIVEN", "1"))
            .start();
    process.awaitExit(TIMEOUT);
    assertThat(process.stdout())
        .contains("GIVEN=1")
        .noneMatch(line -> line.startsWith("JAVA_TOOL_OPTIONS="));
  }

  private static Path folder(String name) {
    return ScratchFolder.create(ServerProcessTest.class, name);
  }

  private static ServerProcess shell(Path folder, String script) {
    return ServerLaunch.of("shell", folder, List.of("/bin/sh", "-c", script)).start();
  }
}
