package io.opsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServersPageTest {
  @TempDir Path folder;

  @Test
  void a_failure_names_its_jdk_and_a_case_that_is_not_expressed_its_reason() throws IOException {
    write("a.tsv", "Tomcat", "10.1", 17, "1\tpassed\n10\tnot expressed: no framework\n");
    write("b.tsv", "Tomcat", "9", 17, "1\tpassed\n10\tnot expressed: no framework\n");
    write("c.tsv", "Tomcat", "9", 25, "1\tfailed\n10\tnot expressed: no framework\n");

    String page = ServersPage.of(folder).text();

    assertThat(page)
        .contains("| case | | Tomcat 9 | Tomcat 10.1 |")
        .contains("| 1 | GET 200, 1, 4, 50 times | - 25 | + |")
        .contains("| 10 | exception mapped to 404 by the framework | (1) | (1) |")
        .contains("| 2 | query string with encoded and repeated names |  |  |")
        .contains("- (1) no framework\n")
        .contains("| Tomcat 9 | tomcat | 17, 25 |");
  }

  private void write(String file, String name, String version, int jdk, String cases)
      throws IOException {
    Path results = folder.resolve("module").resolve(ContractResults.FOLDER);
    Files.createDirectories(results);
    Files.writeString(
        results.resolve(file),
        "server\t"
            + name
            + "\nversion\t"
            + version
            + "\nentry-point\ttomcat\njdk\t"
            + jdk
            + "\n"
            + cases);
  }
}
