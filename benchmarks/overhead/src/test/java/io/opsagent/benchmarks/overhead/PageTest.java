package io.opsagent.benchmarks.overhead;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
  @TempDir private Path folder;

  @Test
  void a_part_that_is_written_again_leaves_the_others_alone() throws IOException {
    Path file = folder.resolve("page.md");
    Page page = new Page(file);
    page.replace("one", "first");
    page.replace("two", "second");
    page.replace("one", "changed");
    assertThat(Files.readString(file))
        .isEqualTo(
            "<!-- begin one -->\nchanged\n<!-- end one -->\n"
                + "\n<!-- begin two -->\nsecond\n<!-- end two -->\n");
  }
}
