package io.opsagent.benchmarks.overhead;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThreadOwnerTest {
  @Test
  void threads_are_told_apart_by_the_fifteen_characters_that_the_kernel_keeps() {
    assertThat(ThreadOwner.of("http-nio-127.0.")).isEqualTo(ThreadOwner.REQUESTS);
    assertThat(ThreadOwner.of("nioEventLoopGro")).isEqualTo(ThreadOwner.REQUESTS);
    assertThat(ThreadOwner.of("C2 CompilerThre")).isEqualTo(ThreadOwner.COMPILERS);
    assertThat(ThreadOwner.of("G1 Conc#0")).isEqualTo(ThreadOwner.COLLECTOR);
    assertThat(ThreadOwner.of("GC Thread#1")).isEqualTo(ThreadOwner.COLLECTOR);
    assertThat(ThreadOwner.of("opsagent-drain")).isEqualTo(ThreadOwner.OTHERS);
  }
}
