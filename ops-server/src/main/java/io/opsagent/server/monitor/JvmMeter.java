package io.opsagent.server.monitor;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measures this JVM: heap, buffers, collections, threads, classes. The beans are asked for directly
 * and not by the platform's MBean server, which would start {@code java.util.logging}. For one
 * thread.
 */
final class JvmMeter {
  /** States of so many threads are looked at; each look stops them for a moment. */
  private static final int MAX_THREADS = 2_000;

  private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final VirtualThreads virtualThreads = new VirtualThreads();
  private boolean usesVirtualThreads;
  private final ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();

  /** Threads that the JVM has; virtual ones are not among them. */
  int threads() {
    return threads.getThreadCount();
  }

  /** Measures. */
  Gauges read() {
    Gauges gauges = new Gauges();
    var heap = memory.getHeapMemoryUsage();
    gauges.count("heap_used", heap.getUsed());
    gauges.count("heap_committed", heap.getCommitted());
    gauges.count("heap_max", heap.getMax());
    gauges.count("non_heap_used", memory.getNonHeapMemoryUsage().getUsed());
    for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
      if (pool.getName().equals("direct") || pool.getName().equals("mapped")) {
        gauges.count(pool.getName() + "_buffers_used", pool.getMemoryUsed());
        gauges.count(pool.getName() + "_buffers", pool.getCount());
      }
    }
    long collections = 0;
    long collectionMillis = 0;
    Map<String, Long> byCollector = new TreeMap<>();
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      collections += Math.max(0, collector.getCollectionCount());
      collectionMillis += Math.max(0, collector.getCollectionTime());
      byCollector.put(collector.getName(), Math.max(0, collector.getCollectionCount()));
    }
    gauges.count("gc_count", collections);
    gauges.count("gc_millis", collectionMillis);
    gauges.counts("gc_collectors", byCollector);
    gauges.count("threads_daemon", threads.getDaemonThreadCount());
    gauges.count("threads_peak", threads.getPeakThreadCount());
    gauges.counts("threads_by_state", states());
    gauges.count("classes_loaded", classes.getLoadedClassCount());
    gauges.count("classes_unloaded", classes.getUnloadedClassCount());
    if (usesVirtualThreads) {
      virtualThreads.addTo(gauges);
    }
    return gauges;
  }

  private Map<String, Integer> states() {
    Map<String, Integer> states = new TreeMap<>();
    long[] ids = threads.getAllThreadIds();
    if (ids.length <= MAX_THREADS) {
      for (ThreadInfo thread : threads.getThreadInfo(ids)) {
        // It may have ended meanwhile.
        if (thread != null) {
          usesVirtualThreads |= VirtualThreads.isSign(thread.getThreadName());
          states.merge(thread.getThreadState().name().toLowerCase(Locale.ROOT), 1, Integer::sum);
        }
      }
    }
    return states;
  }
}
