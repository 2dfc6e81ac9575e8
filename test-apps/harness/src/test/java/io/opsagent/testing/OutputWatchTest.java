package io.opsagent.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutputWatchTest {
  private final OutputWatch watch = OutputWatch.strict();

  @Test
  void times_threads_durations_and_identity_hashes_may_differ() {
    assertThat(
            watch.extraLines(
                List.of(
                    "21-Nov-2026 20:56:00.123 INFO [http-nio-8080-exec-1] a.B.c done",
                    "attribute a.B$C@560e2bb1 of someone@cafe.example",
                    "21-Nov-2026 20:56:00.123 INFO [main] started in [1,034] milliseconds"),
                List.of(
                    "21-Nov-2026 20:57:11.001 INFO [http-nio-8080-exec-7] a.B.c done",
                    "attribute a.B$C@1bb1fde8 of someone@cafe.example",
                    "21-Nov-2026 20:57:12.000 INFO [main] started in [934] milliseconds")))
        .isEmpty();
  }

  @Test
  void a_new_line_is_found() {
    String warning = "OpenJDK 64-Bit Server VM warning: Sharing is only supported for boot loader";
    assertThat(watch.extraLines(List.of("a", "b"), List.of("a", warning, "b")))
        .containsExactly(warning);
  }

  @Test
  void a_line_that_changed_in_one_word_is_found() {
    assertThat(
            watch.extraLines(
                List.of("21-Nov-2026 20:56:00.123 INFO [main] a.B.c done"),
                List.of("21-Nov-2026 20:56:00.123 WARNING [main] a.B.c done")))
        .hasSize(1);
  }

  @Test
  void ports_and_folders_are_removed_only_when_named() {
    List<String> without =
        List.of("Initializing ProtocolHandler [\"http-nio-8080\"]", "[http-nio-8080-exec-1] a");
    List<String> with =
        List.of("Initializing ProtocolHandler [\"http-nio-9090\"]", "[http-nio-9090-exec-9] a");
    assertThat(watch.extraLines(without, with)).containsExactly(with.get(0));
    assertThat(
            watch.with(Normaliser.port(8080)).with(Normaliser.port(9090)).extraLines(without, with))
        .isEmpty();
  }

  @Test
  void a_session_id_with_the_digits_of_a_port_in_it_is_still_a_session_id() {
    OutputWatch ports = watch.with(Normaliser.port(46197));
    assertThat(
            ports.extraLines(
                List.of("sessionCreated('00112233445566778899AABBCCDDEEFF')"),
                List.of("sessionCreated('8E58163E46197C1224B5C1DD6A94A2A9')")))
        .isEmpty();
  }

  @Test
  void an_allowed_line_is_not_reported_but_others_are() {
    assertThat(
            watch
                .allowing("Command line argument: -javaagent:")
                .extraLines(
                    List.of(), List.of("INFO Command line argument: -javaagent:x.jar", "other")))
        .containsExactly("other");
  }
}
