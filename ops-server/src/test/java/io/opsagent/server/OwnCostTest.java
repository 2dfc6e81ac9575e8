package io.opsagent.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsagent.server.api.AgentSnapshot;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class OwnCostTest {

  @Test
  void the_processor_time_of_threads_with_our_names_counts() throws Exception {
    AgentSnapshot.Cost before = OwnCost.read(7, List.of());
    AtomicBoolean over = new AtomicBoolean();
    Thread busy =
        new Thread(
            () -> {
              while (!over.get()) {
                Thread.onSpinWait();
              }
            },
            "opsagent-busy");
    busy.start();
    try {
      long cpu = Objects.requireNonNullElse(before.cpuMillis(), 0L);
      await()
          .until(
              () -> Objects.requireNonNull(OwnCost.read(7, List.of()).cpuMillis()),
              now -> now >= cpu + 20);
      assertThat(OwnCost.read(7, List.of()).threads()).isGreaterThan(before.threads());
    } finally {
      over.set(true);
      busy.join();
    }
    assertThat(before.bodyBytes()).isEqualTo(7);
    assertThat(before.jvmHeapUsedBytes()).isPositive();
  }
}
