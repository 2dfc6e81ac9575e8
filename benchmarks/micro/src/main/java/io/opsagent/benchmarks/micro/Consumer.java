package io.opsagent.benchmarks.micro;

import io.opsagent.capture.Exchange;
import io.opsagent.capture.ExchangeRing;
import java.util.concurrent.TimeUnit;

/** Takes what is in the ring and drops it, and sleeps, as the drain does. Allocates nothing. */
final class Consumer implements AutoCloseable {
  private static final long PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final ExchangeRing ring;
  private final Thread thread;
  private volatile boolean stopping;

  Consumer(ExchangeRing ring) {
    this.ring = ring;
    thread = new Thread(this::run, "benchmark-consumer");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    while (!stopping) {
      Exchange exchange = ring.poll();
      if (exchange == null) {
        ring.awaitWork(PARK_NANOS);
      } else {
        exchange.releaseBodies();
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    stopping = true;
    thread.join();
  }
}
