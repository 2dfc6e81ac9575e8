package io.opsagent.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsagent.capture.BodyMemory;
import io.opsagent.capture.Capture;
import io.opsagent.capture.CaptureSettings;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.ExchangeRing;
import io.opsagent.capture.OpenExchanges;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
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
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private final Drain drain = new Drain(ring, this::take, () -> {}, () -> {});
  private final Thread thread = new Thread(drain, "drain-under-test");

  private void take(Exchange exchange) {
    if (errorsToCome.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new OutOfMemoryError("as in a heap that is full for a moment");
    }
    taken.add(exchange.requestId());
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
    assertThat(taken).hasSize(1);
    assertThat(thread.isAlive()).isTrue();
  }
}
