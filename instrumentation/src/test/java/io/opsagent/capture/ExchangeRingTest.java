package io.opsagent.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.BitSet;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ExchangeRingTest {

  private static Exchange numbered(long number) {
    return new Exchange("test", number);
  }

  @Test
  void exchanges_come_out_in_the_order_they_went_in() {
    ExchangeRing ring = new ExchangeRing(4);
    for (int round = 0; round < 10; round++) {
      for (int i = 0; i < 3; i++) {
        assertThat(ring.offer(numbered(round * 3L + i))).isTrue();
      }
      for (int i = 0; i < 3; i++) {
        Exchange exchange = Objects.requireNonNull(ring.poll());
        assertThat(exchange.startNanos()).isEqualTo(round * 3L + i);
      }
      assertThat(ring.poll()).isNull();
    }
  }

  @Test
  void a_full_ring_refuses_and_counts() {
    ExchangeRing ring = new ExchangeRing(4);
    for (int i = 0; i < 4; i++) {
      assertThat(ring.offer(numbered(i))).isTrue();
    }

    assertThat(ring.offer(numbered(4))).isFalse();
    assertThat(ring.offer(numbered(5))).isFalse();

    assertThat(ring.refused()).isEqualTo(2);
    assertThat(ring.accepted()).isEqualTo(4);
    assertThat(ring.size()).isEqualTo(4);
    assertThat(ring.capacity()).isEqualTo(4);
    assertThat(ring.poll()).isNotNull();
    assertThat(ring.offer(numbered(6))).as("one slot is free again").isTrue();
  }

  @Test
  void a_capacity_that_is_no_power_of_two_is_refused() {
    assertThatThrownBy(() -> new ExchangeRing(3)).hasMessageContaining("3");
    assertThatThrownBy(() -> new ExchangeRing(1)).hasMessageContaining("1");
    assertThatThrownBy(() -> new ExchangeRing(0)).hasMessageContaining("0");
  }

  @Test
  void several_producers_lose_and_double_nothing() throws Exception {
    int producers = 4;
    int each = 20_000;
    ExchangeRing ring = new ExchangeRing(64);
    CountDownLatch go = new CountDownLatch(1);
    Thread[] threads = new Thread[producers];
    for (int p = 0; p < producers; p++) {
      long first = (long) p * each;
      threads[p] =
          new Thread(
              () -> {
                try {
                  go.await();
                } catch (InterruptedException e) {
                  return;
                }
                for (int i = 0; i < each; i++) {
                  while (!ring.offer(numbered(first + i))) {
                    Thread.onSpinWait();
                  }
                }
              });
      threads[p].start();
    }
    go.countDown();

    BitSet seen = new BitSet(producers * each);
    long[] last = {-1, -1, -1, -1};
    for (int taken = 0; taken < producers * each; ) {
      Exchange exchange = ring.poll();
      if (exchange == null) {
        Thread.onSpinWait();
        continue;
      }
      int number = (int) exchange.startNanos();
      assertThat(seen.get(number)).as("doubled %s", number).isFalse();
      seen.set(number);
      int producer = number / each;
      assertThat((long) number).as("order of one producer").isGreaterThan(last[producer]);
      last[producer] = number;
      taken++;
    }

    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(seen.cardinality()).isEqualTo(producers * each);
    assertThat(ring.poll()).isNull();
    assertThat(ring.accepted()).isEqualTo((long) producers * each);
    assertThat(ring.size()).isZero();
  }

  @Test
  void an_offer_wakes_the_sleeping_consumer() throws Exception {
    ExchangeRing ring = new ExchangeRing(4);
    AtomicReference<@Nullable Exchange> taken = new AtomicReference<>();
    Thread consumer =
        new Thread(
            () -> {
              while (taken.get() == null) {
                ring.awaitWork(TimeUnit.SECONDS.toNanos(30));
                taken.set(ring.poll());
              }
            });
    consumer.start();
    await().until(() -> consumer.getState() == Thread.State.TIMED_WAITING);

    ring.offer(numbered(1));

    consumer.join(10_000);
    assertThat(consumer.isAlive()).isFalse();
    assertThat(taken.get()).isNotNull();
  }

  @Test
  void the_consumer_does_not_sleep_while_work_is_there() {
    ExchangeRing ring = new ExchangeRing(4);
    ring.offer(numbered(1));
    long start = System.nanoTime();

    ring.awaitWork(TimeUnit.SECONDS.toNanos(30));

    assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(10));
  }
}
