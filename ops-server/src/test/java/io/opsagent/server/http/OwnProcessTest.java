package io.opsagent.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A whole JVM with nothing but the server in it (platform-facts.md E). */
class OwnProcessTest {

  @Test
  void a_finished_main_ends_the_process_and_no_logging_or_jmx_was_begun() throws Exception {
    Process process = start();
    String output;
    try {
      output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isZero();
    assertThat(output).contains("answered: HTTP/1.1 200 OK");
    assertThat(output).contains(" org.eclipse.jetty.server.Server ");
    assertThat(output)
        .doesNotContain(" java.util.logging.LogManager ")
        .doesNotContain(" java.sql.DriverManager ")
        .doesNotContain(" java.lang.management.ManagementFactory ");
  }

  private static Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xlog:class+load",
            "-cp",
            System.getProperty("java.class.path"),
            OwnProcess.class.getName())
        .redirectErrorStream(true)
        .start();
  }
}
