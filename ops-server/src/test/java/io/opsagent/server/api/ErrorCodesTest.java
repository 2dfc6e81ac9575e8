package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every code that a caller can get is explained. */
class ErrorCodesTest {

  @Test
  void every_code_has_a_heading_in_the_page_that_errors_refer_to() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("..", "docs", "errors.md"));
    for (ErrorKind kind : ErrorKind.values()) {
      assertThat(lines).contains("## " + kind.code());
    }
    for (String state :
        List.of(
            "node_required",
            "supervisor_not_found",
            "connection_key_missing",
            "connection_key_wrong",
            "token_expired",
            "runtime_busy",
            "not_on_this_jvm",
            "heap_dump_off",
            "heap_dump_limit",
            "heap_dump_no_room",
            "invalid_token",
            "delete_failed",
            "supervisor_failed",
            "sign_in_failed")) {
      assertThat(lines).contains("## " + state);
    }
  }
}
