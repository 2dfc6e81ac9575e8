package io.opsagent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {
  private static final String WRITE = "opsagent.docs.write";

  @Test
  void the_reference_in_docs_is_the_one_generated_from_the_registry() throws IOException {
    Path page = docs().resolve("configuration.md");
    if (Boolean.getBoolean(WRITE)) {
      Files.writeString(page, ConfigurationPage.text());
    }

    assertThat(page)
        .as(
            "docs/configuration.md is not what the registry says; run"
                + " mvn -pl instrumentation test -Dtest=ConfigurationPageTest -D%s=true",
            WRITE)
        .hasContent(ConfigurationPage.text());
  }

  /** Tests run in the folder of the module, and in an IDE also in that of the project. */
  private static Path docs() {
    Path folder = Path.of("").toAbsolutePath();
    return Files.isDirectory(folder.resolve("docs/spec"))
        ? folder.resolve("docs")
        : folder.resolveSibling("docs");
  }
}
