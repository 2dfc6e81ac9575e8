package io.opsagent.server;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;

/**
 * Processor time of the agent's threads as a sum that never goes down, though threads end. What a
 * thread used between the last look and its end is missing. Any thread.
 */
final class OwnCpu {
  private Map<Long, Long> nanosByThread = new HashMap<>();
  private long sumNanos;

  /** Seconds since the process started; not a number where the JVM does not measure it. */
  synchronized double seconds() {
    ThreadMXBean bean = ManagementFactory.getThreadMXBean();
    if (!bean.isThreadCpuTimeSupported() || !bean.isThreadCpuTimeEnabled()) {
      return Double.NaN;
    }
    Map<Long, Long> now = new HashMap<>();
    for (Thread thread : ThreadNames.ours()) {
      long nanos = bean.getThreadCpuTime(thread.getId());
      if (nanos >= 0) {
        now.put(thread.getId(), nanos);
        sumNanos += Math.max(0, nanos - nanosByThread.getOrDefault(thread.getId(), 0L));
      }
    }
    nanosByThread = now;
    return sumNanos / 1e9;
  }
}
