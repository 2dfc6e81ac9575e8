package io.opsagent.server.metrics;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.lang.management.RuntimeMXBean;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * This JVM, under the names that Prometheus' own Java client gives its figures, so that dashboards
 * made for it fit. The beans are asked for directly, not through the platform's MBean server
 * (instrumentation.md 1.8). Any thread.
 */
public final class JvmMetrics implements MetricSource {
  /** States and deadlocks of so many threads are looked at; each look stops them for a moment. */
  private static final int MAX_THREADS = 2_000;

  @Override
  public void collect(MetricPage page) {
    memory(page);
    collections(page);
    threads(page);
    ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
    page.gauge("jvm_classes_currently_loaded", "Classes that are loaded.")
        .add(classes.getLoadedClassCount());
    page.counter("jvm_classes_loaded", "Classes loaded since the start.")
        .add(classes.getTotalLoadedClassCount());
    page.counter("jvm_classes_unloaded", "Classes unloaded since the start.")
        .add(classes.getUnloadedClassCount());
    RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
    page.info("jvm_runtime", "What JVM this is.")
        .is(
            "runtime",
            text(runtime.getVmName()),
            "vendor",
            text(runtime.getVmVendor()),
            "version",
            text(runtime.getVmVersion()));
  }

  private static String text(@Nullable String text) {
    return text == null ? "unknown" : text;
  }

  private static void memory(MetricPage page) {
    var memory = ManagementFactory.getMemoryMXBean();
    add(page, "jvm_memory", "area", "heap", memory.getHeapMemoryUsage());
    add(page, "jvm_memory", "area", "nonheap", memory.getNonHeapMemoryUsage());
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      add(page, "jvm_memory_pool", "pool", pool.getName(), pool.getUsage());
      MemoryUsage behind = pool.getCollectionUsage();
      if (behind != null) {
        page.gauge("jvm_memory_pool_collection_used_bytes", "Bytes after the last collection.")
            .add(behind.getUsed(), "pool", pool.getName());
      }
    }
    for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
      page.gauge("jvm_buffer_pool_used_bytes", "Bytes of buffers outside the heap.")
          .add(pool.getMemoryUsed(), "pool", pool.getName());
      page.gauge("jvm_buffer_pool_capacity_bytes", "Capacity of these buffers.")
          .add(pool.getTotalCapacity(), "pool", pool.getName());
      page.gauge("jvm_buffer_pool_used_buffers", "Buffers outside the heap.")
          .add(pool.getCount(), "pool", pool.getName());
    }
  }

  private static void add(
      MetricPage page, String prefix, String label, String value, @Nullable MemoryUsage usage) {
    if (usage == null) {
      return;
    }
    page.gauge(prefix + "_used_bytes", "Bytes in use.").add(usage.getUsed(), label, value);
    page.gauge(prefix + "_committed_bytes", "Bytes that the JVM has.")
        .add(usage.getCommitted(), label, value);
    page.gauge(prefix + "_max_bytes", "Bytes at most; -1 without a limit.")
        .add(usage.getMax(), label, value);
  }

  private static void collections(MetricPage page) {
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      page.counter("jvm_gc_collections", "Garbage collections.")
          .add(collector.getCollectionCount(), "gc", collector.getName());
      page.counter("jvm_gc_collection_seconds", "Time that garbage collections took.")
          .add(collector.getCollectionTime() / 1_000.0, "gc", collector.getName());
    }
  }

  private static void threads(MetricPage page) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    page.gauge("jvm_threads_current", "Threads, without virtual ones.")
        .add(threads.getThreadCount());
    page.gauge("jvm_threads_daemon", "Daemon threads.").add(threads.getDaemonThreadCount());
    page.gauge("jvm_threads_peak", "Most threads at a time.").add(threads.getPeakThreadCount());
    page.counter("jvm_threads_started", "Threads started.")
        .add(threads.getTotalStartedThreadCount());
    MetricPage.Family states = page.gauge("jvm_threads_state", "Threads by state.");
    MetricPage.Family deadlocked =
        page.gauge("jvm_threads_deadlocked", "Threads that wait for each other for ever.");
    if (threads.getThreadCount() > MAX_THREADS) {
      return;
    }
    if (states.isWanted()) {
      Map<Thread.State, Integer> counts = new EnumMap<>(Thread.State.class);
      for (Thread.State state : Thread.State.values()) {
        counts.put(state, 0);
      }
      for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
        // It may have ended meanwhile.
        if (thread != null) {
          counts.merge(thread.getThreadState(), 1, Integer::sum);
        }
      }
      counts.forEach((state, count) -> states.add(count, "state", state.name()));
    }
    if (deadlocked.isWanted()) {
      long[] found = threads.findDeadlockedThreads();
      deadlocked.add(found == null ? 0 : found.length);
    }
  }
}
