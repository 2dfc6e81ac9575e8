package io.opsagent.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleFilesTest {
  /** docs/spec/console/console.md 12. */
  private static final int MAX_SHELL_BYTES = 4096;

  private final ConsoleFiles files = ConsoleFiles.load();

  @Test
  void the_shell_is_small_and_carries_root_and_build() {
    String shell = files.shell("/some-long-prefix/ops");
    assertThat(shell.getBytes(StandardCharsets.UTF_8).length).isLessThan(MAX_SHELL_BYTES);
    assertThat(shell)
        .contains("data-root=\"/some-long-prefix/ops\"")
        .contains("data-build=\"" + files.build() + "\"")
        .doesNotContain("{");
  }

  @Test
  void whatever_the_shell_names_is_there() {
    String prefix = "/ops/ui/_/" + files.build() + "/";
    List<String> named =
        java.util.regex.Pattern.compile("(?:src|href)=\"([^\"]+)\"")
            .matcher(files.shell("/ops"))
            .results()
            .map(hit -> hit.group(1))
            .toList();
    assertThat(named).hasSizeGreaterThan(10).allMatch(address -> address.startsWith(prefix));
    assertThat(named)
        .allMatch(address -> files.find(address.substring(prefix.length())).isPresent());
  }

  @Test
  void a_file_has_type_tag_and_content() {
    ConsoleFile main = files.find("js/main.js").orElseThrow();
    assertThat(main.mediaType()).isEqualTo("text/javascript; charset=utf-8");
    assertThat(main.tag()).matches("[0-9a-f]{16}");
    assertThat(new String(main.plain(), StandardCharsets.UTF_8)).contains("import");
    assertThat(main.gzip().length).isLessThan(main.plain().length);
  }

  @Test
  void only_names_of_the_index_are_found() {
    assertThat(files.find("index.txt")).isEmpty();
    assertThat(files.find("js/../shell.html")).isEmpty();
    assertThat(files.find("../ConsoleFiles.class")).isEmpty();
    assertThat(files.find("")).isEmpty();
  }
}
