package io.opsagent.server.runtime;

import com.sun.management.GcInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads collectors and memory pools. Stops nothing. Any thread. */
final class MemoryReader {
  private MemoryReader() {}

  /** Reads. */
  static MemoryFacts read() {
    List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans();
    Set<String> heap =
        pools.stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toSet());
    return new MemoryFacts(
        Instant.now().toString(),
        ManagementFactory.getRuntimeMXBean().getUptime(),
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .map(bean -> collector(bean, heap))
            .toList(),
        pools.stream().filter(MemoryPoolMXBean::isValid).map(MemoryReader::pool).toList());
  }

  private static MemoryFacts.Collector collector(GarbageCollectorMXBean bean, Set<String> heap) {
    return new MemoryFacts.Collector(
        bean.getName(),
        known(bean.getCollectionCount()),
        known(bean.getCollectionTime()),
        List.of(bean.getMemoryPoolNames()),
        last(bean, heap));
  }

  private static MemoryFacts.@Nullable Last last(GarbageCollectorMXBean bean, Set<String> heap) {
    if (!(bean instanceof com.sun.management.GarbageCollectorMXBean known)) {
      return null;
    }
    GcInfo info = known.getLastGcInfo();
    if (info == null) {
      return null;
    }
    long startMillis = ManagementFactory.getRuntimeMXBean().getStartTime();
    return new MemoryFacts.Last(
        Instant.ofEpochMilli(startMillis + info.getEndTime()).toString(),
        info.getDuration(),
        used(info.getMemoryUsageBeforeGc(), heap),
        used(info.getMemoryUsageAfterGc(), heap));
  }

  private static long used(Map<String, MemoryUsage> byPool, Set<String> heap) {
    return byPool.entrySet().stream()
        .filter(one -> heap.contains(one.getKey()))
        .mapToLong(one -> one.getValue().getUsed())
        .sum();
  }

  private static MemoryFacts.Pool pool(MemoryPoolMXBean bean) {
    MemoryUsage now = bean.getUsage();
    MemoryUsage collected = bean.getCollectionUsage();
    return new MemoryFacts.Pool(
        bean.getName(),
        bean.getType() == MemoryType.HEAP,
        now.getUsed(),
        now.getCommitted(),
        known(now.getMax()),
        bean.getPeakUsage().getUsed(),
        collected == null ? null : (Long) collected.getUsed());
  }

  private static @Nullable Long known(long value) {
    return value < 0 ? null : (Long) value;
  }
}
