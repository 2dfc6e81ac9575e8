package io.opsagent.benchmarks.overhead;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProcFsTest {
  private static final int TOUCHED_BYTES = 100 << 20;

  @Test
  void pages_of_the_heap_are_not_among_those_besides_it() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Touching.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      assertThat(out.readLine()).isEqualTo("touched");
      long residentKib = ProcFs.status(process.pid(), "VmRSS");
      long besidesKib = ProcFs.besidesHeapKib(process.pid());
      assertThat(besidesKib).isPositive();
      assertThat(residentKib - besidesKib).isGreaterThanOrEqualTo(TOUCHED_BYTES / 1024);
    } finally {
      process.destroy();
    }
  }

  /** An application with a heap of which it has touched something. */
  static final class Touching {
    public static void main(String[] args) throws IOException {
      byte[] touched = new byte[TOUCHED_BYTES];
      Arrays.fill(touched, (byte) 1);
      System.out.println("touched");
      System.exit(System.in.read() + touched[0]);
    }
  }
}
