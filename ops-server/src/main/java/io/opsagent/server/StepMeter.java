package io.opsagent.server;

import io.opsagent.server.api.AgentSnapshot;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one step of the cycle, guarded, and measures what it takes. Its costs for any thread. */
final class StepMeter {
  private static final Logger LOG = LoggerFactory.getLogger(StepMeter.class);
  private static final long UNKNOWN = -1;

  private final Cycle.Step step;
  private volatile AgentSnapshot.CycleStep cost;

  /** Of all runs but the first. Cycle's thread only. */
  private long laterCpuNanos;

  private long maxCpuNanos;

  StepMeter(Cycle.Step step) {
    this.step = step;
    this.cost = new AgentSnapshot.CycleStep(step.name(), 0, 0, null, null, null, 0);
  }

  String name() {
    return step.name();
  }

  AgentSnapshot.CycleStep cost() {
    return cost;
  }

  /** Runs it once; what it throws is counted, and logged if that can be done. */
  void run() {
    long cpuBefore = cpuNanos();
    long before = System.nanoTime();
    boolean hasFailed = false;
    try {
      step.work().run();
    } catch (RuntimeException | Error e) {
      hasFailed = true;
      warn(e);
    }
    long cpuAfter = cpuNanos();
    boolean isMeasured = cpuBefore != UNKNOWN && cpuAfter != UNKNOWN;
    note(hasFailed, isMeasured ? cpuAfter - cpuBefore : UNKNOWN, System.nanoTime() - before);
  }

  private void warn(Throwable failure) {
    try {
      LOG.warn("Step {} of the cycle failed", step.name(), failure);
    } catch (RuntimeException | Error e) {
      // It is counted all the same, and the thread lives on: when the agent's file was overwritten
      // under its feet, a class that is needed for the first time is gone, also for the log.
    }
  }

  private void note(boolean hasFailed, long cpuNanos, long nanos) {
    AgentSnapshot.CycleStep last = cost;
    if (last.runs() > 0 && cpuNanos != UNKNOWN) {
      laterCpuNanos += cpuNanos;
      maxCpuNanos = Math.max(maxCpuNanos, cpuNanos);
    }
    boolean hasMean = last.runs() > 0 && cpuNanos != UNKNOWN;
    cost =
        new AgentSnapshot.CycleStep(
            step.name(),
            last.runs() + 1,
            last.failures() + (hasFailed ? 1 : 0),
            micros(cpuNanos),
            hasMean ? micros(laterCpuNanos / last.runs()) : last.meanCpuMicros(),
            hasMean ? micros(maxCpuNanos) : last.maxCpuMicros(),
            nanos / 1_000);
  }

  private static @Nullable Long micros(long nanos) {
    return nanos == UNKNOWN ? null : (Long) (nanos / 1_000);
  }

  private static long cpuNanos() {
    ThreadMXBean bean = ManagementFactory.getThreadMXBean();
    return bean.isCurrentThreadCpuTimeSupported() && bean.isThreadCpuTimeEnabled()
        ? bean.getCurrentThreadCpuTime()
        : UNKNOWN;
  }
}
