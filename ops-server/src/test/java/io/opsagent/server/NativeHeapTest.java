package io.opsagent.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.InstanceNotFoundException;
import org.junit.jupiter.api.Test;

class NativeHeapTest {
  private long compiledMillis;
  private int trims;
  private final NativeHeap heap =
      new NativeHeap(
          () -> compiledMillis,
          () -> {
            trims++;
            return "";
          });

  private void compiled(long millis) {
    compiledMillis += millis;
    heap.run();
  }

  @Test
  void it_is_trimmed_once_when_much_was_compiled() {
    compiled(NativeHeap.MIN_COMPILED_MILLIS);
    assertThat(trims).isOne();
    compiled(0);
    compiled(0);
    assertThat(trims).isOne();
    compiled(NativeHeap.MIN_COMPILED_MILLIS);
    assertThat(trims).isEqualTo(2);
  }

  @Test
  void a_little_that_is_compiled_is_left_alone_until_it_is_much() {
    for (int i = 0; i < 9; i++) {
      compiled(NativeHeap.MIN_COMPILED_MILLIS / 10);
    }
    assertThat(trims).isZero();
    compiled(NativeHeap.MIN_COMPILED_MILLIS / 10);
    assertThat(trims).isOne();
  }

  @Test
  void a_jvm_without_the_command_is_asked_once() {
    NativeHeap without =
        new NativeHeap(
            () -> compiledMillis,
            () -> {
              trims++;
              throw new InstanceNotFoundException();
            });
    for (int i = 0; i < 20; i++) {
      compiledMillis += NativeHeap.MIN_COMPILED_MILLIS;
      without.run();
    }
    assertThat(trims).isOne();
  }

  @Test
  void this_jvm_trims() throws Exception {
    assumeThat(Files.isDirectory(Path.of("/proc/self"))).as("Linux").isTrue();
    Runtime.Version version = Runtime.version();
    assumeThat(version.feature() > 21 || version.update() >= 9).isTrue();
    assertThat(NativeHeap.trimThisJvm()).startsWith("Trim native heap");
  }
}
