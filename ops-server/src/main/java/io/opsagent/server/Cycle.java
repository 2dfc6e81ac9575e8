package io.opsagent.server;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done every {@code worker-cycle}: one thread, fixed delay, every step guarded
 * (operations-api.md 7).
 */
final class Cycle implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Cycle.class);

  private final long delayNanos;
  private final List<Step> steps;
  private final Thread thread;
  private volatile boolean stopping;

  Cycle(long delayMillis, List<Step> steps, BiFunction<String, Runnable, Thread> threads) {
    this.delayNanos = TimeUnit.MILLISECONDS.toNanos(delayMillis);
    this.steps = List.copyOf(steps);
    this.thread = threads.apply("opsagent-cycle", this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (!stopping) {
      for (Step step : steps) {
        runGuarded(step);
      }
      long deadline = System.nanoTime() + delayNanos;
      for (long left = delayNanos; left > 0 && !stopping; left = deadline - System.nanoTime()) {
        LockSupport.parkNanos(this, left);
      }
    }
  }

  private static void runGuarded(Step step) {
    try {
      step.work().run();
    } catch (RuntimeException e) {
      LOG.warn("Step {} of the cycle failed", step.name(), e);
    }
  }

  @Override
  public void close() {
    stopping = true;
    LockSupport.unpark(thread);
  }

  /**
   * One step of the cycle.
   *
   * @param name for the log
   * @param work may throw; the next step runs all the same
   */
  record Step(String name, Runnable work) {}
}
