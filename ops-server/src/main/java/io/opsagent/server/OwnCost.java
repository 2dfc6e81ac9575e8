package io.opsagent.server;

import io.opsagent.server.api.AgentSnapshot;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the agent itself takes of the process, for the self page. Any thread. */
final class OwnCost {
  private OwnCost() {}

  /**
   * Reads it.
   *
   * @param bodyBytes copies of bodies that are held now
   * @param cycle what the steps of the cycle took
   */
  static AgentSnapshot.Cost read(long bodyBytes, List<AgentSnapshot.CycleStep> cycle) {
    List<Thread> threads = ThreadNames.ours();
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    return new AgentSnapshot.Cost(
        threads.size(),
        cpuMillis(threads),
        bodyBytes,
        heap.getUsed(),
        heap.getMax() < 0 ? null : (Long) heap.getMax(),
        cycle);
  }

  private static @Nullable Long cpuMillis(List<Thread> threads) {
    ThreadMXBean bean = ManagementFactory.getThreadMXBean();
    if (!bean.isThreadCpuTimeSupported() || !bean.isThreadCpuTimeEnabled()) {
      return null;
    }
    long nanos = 0;
    for (Thread thread : threads) {
      // -1 of one that has ended meanwhile.
      nanos += Math.max(0, bean.getThreadCpuTime(thread.getId()));
    }
    return nanos / 1_000_000;
  }
}
