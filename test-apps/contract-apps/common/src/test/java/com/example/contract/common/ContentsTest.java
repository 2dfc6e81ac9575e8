package com.example.contract.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ContentsTest {

  @Test
  void the_text_in_the_json_has_the_size_that_was_asked_for() {
    assertThat(Contents.json(3)).isEqualTo("{\"text\":\"xxx\"}");
  }

  @Test
  void a_byte_says_where_it_is() {
    assertThat(Contents.binary(300)[257]).isEqualTo((byte) 1);
    assertThat(new String(Contents.text(70), StandardCharsets.US_ASCII)).endsWith("...\nthe qu");
  }

  @Test
  void quotes_and_line_feeds_do_not_break_the_json() {
    assertThat(Json.correlation("a\"b", null, "c\n"))
        .isEqualTo("{\"query\":\"a\\\"b\",\"header\":null,\"body\":\"c\\u000a\"}");
  }

  @Test
  void parameters_are_sorted_by_name_and_their_values_are_not() {
    assertThat(ParameterLines.of(Map.of("b", List.of("2", "1"), "a", List.of("3"))))
        .isEqualTo("a=3\nb=2\nb=1\n");
  }

  @Test
  void a_release_lets_only_those_go_who_are_held() {
    Gate gate = new Gate();
    CompletableFuture<Void> before = gate.hold();
    gate.release();
    CompletableFuture<Void> after = gate.hold();

    assertThat(before).isDone();
    assertThat(after).isNotDone();
  }

  @Test
  void each_who_is_held_is_announced_once() {
    Gate gate = new Gate();
    CompletableFuture<Void> early = gate.awaitHeld();
    CompletableFuture<Void> first = gate.hold();
    CompletableFuture<Void> second = gate.hold();

    assertThat(early).isDone();
    assertThat(gate.awaitHeld()).isDone();
    assertThat(gate.awaitHeld()).isNotDone();
    assertThat(first).isNotDone();
    assertThat(second).isNotDone();
  }

  @Test
  void the_static_files_are_the_same_in_every_process() throws IOException {
    Path folder = StaticFiles.folder();

    assertThat(folder.resolve("big.txt")).hasSize(1024 * 1024);
    assertThat(Files.getLastModifiedTime(folder.resolve("small.html")))
        .hasToString("2026-01-02T03:04:05Z");
  }
}
