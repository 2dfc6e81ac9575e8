package io.opsagent.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsagent.server.api.AgentSnapshot;
import java.lang.management.ManagementFactory;
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
  void what_each_step_takes_is_measured() {
    AtomicInteger rounds = new AtomicInteger();
    Cycle cycle =
        cycle(
            new Cycle.Step("work", CycleTest::work),
            new Cycle.Step(
                "fail",
                () -> {
                  rounds.incrementAndGet();
                  throw new IllegalStateException("as the test wants");
                }));
    assertThat(cycle.costs()).extracting(cost -> cost.runs()).containsExactly(0L, 0L);
    cycle.start();
    await().until(() -> rounds.get() > 3);
    cycle.close();
    await().until(() -> "the cycle has ended".equals(cycle.problem()));
    AgentSnapshot.CycleStep work = cycle.costs().get(0);
    assertThat(work.name()).isEqualTo("work");
    assertThat(work.failures()).isZero();
    assertThat(work.meanCpuMicros()).isGreaterThanOrEqualTo(2_000);
    assertThat(work.maxCpuMicros()).isGreaterThanOrEqualTo(work.meanCpuMicros());
    assertThat(work.lastMicros()).isGreaterThanOrEqualTo(2_000);
    AgentSnapshot.CycleStep fail = cycle.costs().get(1);
    assertThat(fail.failures()).isEqualTo(fail.runs()).isEqualTo(rounds.get());
  }

  /** As when the file of the agent was overwritten and a class is needed for the first time. */
  private static final class UnspeakableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new NoClassDefFoundError("as the test wants");
    }

    @Override
    public String toString() {
      throw new NoClassDefFoundError("as the test wants");
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      throw new NoClassDefFoundError("as the test wants");
    }
  }

  @Test
  void a_failure_that_cannot_even_be_logged_does_not_end_the_cycle() {
    AtomicInteger rounds = new AtomicInteger();
    Cycle cycle =
        cycle(
            new Cycle.Step(
                "fail",
                () -> {
                  rounds.incrementAndGet();
                  throw new UnspeakableException();
                }));
    cycle.start();
    await().until(() -> rounds.get() > 3);
    assertThat(cycle.problem()).isNull();
    assertThat(cycle.costs().get(0).failures()).isPositive();
    cycle.close();
  }

  /** Two milliseconds of processor time. */
  private static void work() {
    var bean = ManagementFactory.getThreadMXBean();
    long end = bean.getCurrentThreadCpuTime() + 2_000_000;
    while (bean.getCurrentThreadCpuTime() < end) {
      Thread.onSpinWait();
    }
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
