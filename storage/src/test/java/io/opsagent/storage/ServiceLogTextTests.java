package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of texts that a client chose: any character, any length. */
abstract class ServiceLogTextTests extends ServiceLogTests {

  @Test
  void characters_of_all_scripts_and_four_byte_characters_are_kept_and_found() {
    String path = "/größe/日本語/العربية/😀𝒳/e\u0301";
    insert(path(path, r -> r.userId = "😀"), path("/plain"));
    assertThat(paths(f -> f.path = path)).containsExactly(path);
    assertThat(paths(f -> f.pathContains = "本語")).containsExactly(path);
    assertThat(paths(f -> f.pathContains = "😀𝒳")).containsExactly(path);
    assertThat(paths(f -> f.userId = "😀")).containsExactly(path);
    assertThat(paths(f -> f.endpointLike = "GRÖSSE")).isEmpty();
    assertThat(paths(f -> f.endpointLike = "GRÖ")).containsExactly(path);
  }

  @Test
  void four_byte_characters_are_kept_in_json() {
    String json = "{\"text\":\"😀 \\u0000 日本\"}";
    insert(ServiceLogs.log(r -> r.resultJson = json));
    assertThat(only().resultJson()).isEqualTo(json);
  }

  @Test
  void a_nul_character_is_replaced_and_the_row_is_found_by_what_was_sent() {
    insert(path("/a\0b", r -> r.dataJson = "\"x\0y\""));
    assertThat(only().path()).isEqualTo("/a\uFFFDb");
    assertThat(only().dataJson()).isEqualTo("\"x\uFFFDy\"");
    assertThat(count(f -> f.path = "/a\0b")).isEqualTo(1);
    assertThat(count(f -> f.pathContains = "a\0b")).isEqualTo(1);
  }

  @Test
  void half_of_a_surrogate_pair_is_replaced() {
    insert(path("/a\uD83D"), path("/b\uDE00c"));
    assertThat(paths(f -> {})).containsExactly("/a\uFFFD", "/b\uFFFDc");
  }

  @Test
  void long_texts_are_cut_to_their_columns() {
    String text = "x".repeat(5_000);
    insert(
        ServiceLogs.log(
            r -> {
              r.service = text;
              r.nodeId = text;
              r.requestId = text;
              r.level = text;
              r.method = text;
              r.path = text;
              r.fullUrl = text;
              r.route = text;
              r.endpointIdent = text;
              r.endpointRef = text;
              r.ip = text;
              r.userId = text;
              r.requestType = text;
              r.responseType = text;
              r.exceptionType = text;
              r.threadName = text;
            }));
    List<ServiceLog> stored = list(ServiceLogFilters.filter(f -> f.service = text), OLDEST_FIRST);
    assertThat(stored).hasSize(1);
    ServiceLog log = stored.get(0);
    assertThat(log.path()).isEqualTo("x".repeat(2_000));
    assertThat(log.fullUrl()).hasSize(2_000);
    assertThat(log.service()).hasSize(100);
    assertThat(log.responseType()).hasSize(200);
    assertThat(repository().find(text, log.id())).contains(log);
  }

  @Test
  void a_cut_never_splits_a_character() {
    insert(path("/" + "😀".repeat(1_500)));
    assertThat(only().path()).isEqualTo("/" + "😀".repeat(999));
  }

  @Test
  void a_row_is_found_by_the_path_that_was_too_long_for_its_column() {
    String path = "/" + "x".repeat(3_000);
    insert(path(path));
    assertThat(count(f -> f.path = path)).isEqualTo(1);
    assertThat(count(f -> f.pathStartsWith = path)).isEqualTo(1);
  }

  @Test
  void headers_up_to_64_kilobytes_are_kept_and_longer_ones_are_left_out_whole() {
    String longest = json(64 * 1024);
    String tooLong = json(64 * 1024 + 1);
    insert(
        path(
            "/a",
            r -> {
              r.requestHeadersJson = longest;
              r.responseHeadersJson = tooLong;
              r.detailsJson = tooLong;
              r.queryJson = tooLong;
            }));
    ServiceLog log = only();
    assertThat(log.requestHeadersJson()).isEqualTo(longest);
    assertThat(log.responseHeadersJson()).isNull();
    assertThat(log.detailsJson()).isNull();
    assertThat(log.queryJson()).isEqualTo("{}");
  }

  @Test
  void the_limit_of_json_counts_bytes_and_not_characters() {
    insert(path("/a", r -> r.requestHeadersJson = "{\"a\":\"" + "é".repeat(33_000) + "\"}"));
    assertThat(only().requestHeadersJson()).isNull();
  }

  @Test
  void bodies_up_to_one_and_a_half_megabytes_are_kept_and_longer_ones_are_left_out_whole() {
    String longest = json(3 * 512 * 1024);
    insert(
        path(
            "/a",
            r -> {
              r.dataJson = longest;
              r.resultJson = json(3 * 512 * 1024 + 1);
            }));
    assertThat(only().dataJson()).isEqualTo(longest);
    assertThat(only().resultJson()).isNull();
  }

  @Test
  void a_trace_is_left_out_together_with_the_messages_that_it_points_to() {
    insert(
        ServiceLogs.log(
            r -> {
              r.traceJson = "[{\"name\":\"ERROR\",\"msg\":0}]";
              r.messagesJson = json(256 * 1024 + 1);
            }));
    assertThat(only().messagesJson()).isEqualTo("[]");
    assertThat(only().traceJson()).isEqualTo("[]");
  }
}
