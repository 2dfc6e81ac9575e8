package io.opsagent.server;

import io.opsagent.server.api.AgentSnapshot;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is done every {@code worker-cycle}: one thread, fixed delay, every step guarded
 * (operations-api.md 7).
 */
final class Cycle implements AutoCloseable {
  /** A round that takes longer does not go on, as far as an operator is concerned. */
  private static final long MAX_ROUND_NANOS = TimeUnit.MINUTES.toNanos(2);

  private final long delayNanos;
  private final List<StepMeter> steps;
  private final Thread thread;
  private final LongSupplier nanoTime;
  private volatile boolean stopping;
  private volatile boolean begun;
  private volatile long roundEndedNanos;
  private volatile String step = "";

  /**
   * A cycle that has not begun.
   *
   * @param threads makes its thread
   * @param nanoTime {@link System#nanoTime}, for the question whether it is overdue
   */
  Cycle(
      long delayMillis,
      List<Step> steps,
      BiFunction<String, Runnable, Thread> threads,
      LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.delayNanos = TimeUnit.MILLISECONDS.toNanos(delayMillis);
    this.steps = steps.stream().map(StepMeter::new).toList();
    this.thread = threads.apply("opsagent-cycle", this::run);
  }

  void start() {
    roundEndedNanos = nanoTime.getAsLong();
    begun = true;
    thread.start();
  }

  /** Why the cycle does not do its work, for an operator; null if it does. Any thread. */
  @Nullable String problem() {
    if (!begun) {
      return "the cycle has not begun";
    }
    if (!thread.isAlive()) {
      return "the cycle has ended";
    }
    long sinceNanos = nanoTime.getAsLong() - roundEndedNanos;
    return sinceNanos <= 2 * delayNanos + MAX_ROUND_NANOS
        ? null
        : "the step "
            + step
            + " has not ended for "
            + TimeUnit.NANOSECONDS.toSeconds(sinceNanos)
            + " s";
  }

  private void run() {
    while (!stopping) {
      for (StepMeter next : steps) {
        step = next.name();
        next.run();
      }
      roundEndedNanos = nanoTime.getAsLong();
      long deadline = System.nanoTime() + delayNanos;
      for (long left = delayNanos; left > 0 && !stopping; left = deadline - System.nanoTime()) {
        LockSupport.parkNanos(this, left);
      }
    }
  }

  /** What each step took so far, in their order. Any thread. */
  List<AgentSnapshot.CycleStep> costs() {
    return steps.stream().map(StepMeter::cost).toList();
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
