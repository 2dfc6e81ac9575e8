package io.opsagent.server.pipeline;

import static io.opsagent.server.testkit.LogRow.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsagent.capture.BodyMemory;
import io.opsagent.capture.Capture;
import io.opsagent.capture.CaptureSettings;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.ExchangeRing;
import io.opsagent.capture.OpenExchanges;
import io.opsagent.storage.ServiceLog;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DrainTest {
  private final AtomicInteger errorsToCome = new AtomicInteger();
  private final ExchangeRing ring = new ExchangeRing(64);
  private final Capture capture =
      new Capture(
          ring,
          new OpenExchanges(16),
          new BodyMemory(1_000_000),
          new CaptureSettings(false, 1_000, false));
  private final LogQueue queue = new LogQueue(4, 1_000_000);
  private final Drain drain = new Drain(ring, this::rowOf, queue, () -> {});
  private final Thread thread = new Thread(drain, "drain-under-test");

  private ServiceLog rowOf(Exchange exchange) {
    if (errorsToCome.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new OutOfMemoryError("as in a heap that is full for a moment");
    }
    return row().requestId(exchange.requestId()).build();
  }

  @AfterEach
  void stop() throws InterruptedException {
    drain.stop();
    thread.join();
  }

  private void endOne() {
    Exchange exchange = Objects.requireNonNull(capture.begin("test"));
    capture.abandon(exchange);
  }

  @Test
  void an_error_costs_one_exchange_and_not_the_drain() {
    errorsToCome.set(1);
    endOne();
    endOne();
    thread.start();

    await().until(() -> drain.drained() == 2);
    assertThat(drain.failures()).isEqualTo(1);
    assertThat(queue.size()).isEqualTo(1);
    assertThat(thread.isAlive()).isTrue();
  }

  @Test
  void no_row_is_made_that_has_no_place() {
    for (int i = 0; i < 10; i++) {
      endOne();
    }
    thread.start();

    await().until(() -> drain.drained() == 10);
    assertThat(queue.size()).isEqualTo(4);
    assertThat(queue.refused()).isEqualTo(6);
  }
}
