package io.opsagent.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The cycle goes on whatever a step does, and says when it does not. */
class CycleTest {
  private final AtomicLong nowNanos = new AtomicLong(1);

  private Cycle cycle(Cycle.Step... steps) {
    return new Cycle(
        10,
        List.of(steps),
        (name, work) -> {
          Thread thread = new Thread(work, name);
          thread.setDaemon(true);
          return thread;
        },
        nowNanos::get);
  }

  @Test
  void a_cycle_that_comes_round_has_no_problem() {
    AtomicInteger rounds = new AtomicInteger();
    Cycle cycle = cycle(new Cycle.Step("count", rounds::incrementAndGet));
    assertThat(cycle.problem()).isEqualTo("the cycle has not begun");
    cycle.start();
    await().until(() -> rounds.get() > 2);
    assertThat(cycle.problem()).isNull();
    cycle.close();
    await().untilAsserted(() -> assertThat(cycle.problem()).isEqualTo("the cycle has ended"));
  }

  @Test
  void a_step_that_does_not_end_is_named_once_the_cycle_is_overdue() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    Cycle cycle =
        cycle(
            new Cycle.Step(
                "retention",
                () -> {
                  begun.countDown();
                  try {
                    released.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
    cycle.start();
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(cycle.problem()).isNull();
    nowNanos.addAndGet(TimeUnit.SECONDS.toNanos(200));
    assertThat(cycle.problem()).isEqualTo("the step retention has not ended for 200 s");
    released.countDown();
    await().untilAsserted(() -> assertThat(cycle.problem()).isNull());
    cycle.close();
  }

  @Test
  void an_error_in_a_step_does_not_end_the_cycle() {
    AtomicInteger rounds = new AtomicInteger();
    Cycle cycle =
        cycle(
            new Cycle.Step(
                "breaks",
                () -> {
                  rounds.incrementAndGet();
                  throw new NoClassDefFoundError("gone");
                }));
    cycle.start();
    await().until(() -> rounds.get() > 2);
    assertThat(cycle.problem()).isNull();
    cycle.close();
  }
}
