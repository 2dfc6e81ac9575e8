package io.opsagent.server.monitor;

import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Virtual threads, where the JVM tells of them: from JDK 24 on, by a bean that the class library of
 * older ones does not have. Any thread.
 */
final class VirtualThreads {
  private static final String BEAN = "jdk.management.VirtualThreadSchedulerMXBean";

  /** Gauge by the name of the bean's method. */
  private static final Map<String, String> GAUGES =
      Map.of(
          "getMountedVirtualThreadCount", "virtual_threads_mounted",
          "getQueuedVirtualThreadCount", "virtual_threads_queued",
          "getPoolSize", "carrier_threads",
          "getParallelism", "carrier_parallelism");

  private final @Nullable PlatformManagedObject bean;
  private final Map<Method, String> methods = new LinkedHashMap<>();

  VirtualThreads() {
    PlatformManagedObject found = null;
    try {
      Class<? extends PlatformManagedObject> type =
          Class.forName(BEAN).asSubclass(PlatformManagedObject.class);
      found = ManagementFactory.getPlatformMXBean(type);
      for (Map.Entry<String, String> gauge : GAUGES.entrySet()) {
        methods.put(type.getMethod(gauge.getKey()), gauge.getValue());
      }
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      // Below JDK 24, or a run-time image without the module jdk.management.
      methods.clear();
    }
    bean = found;
  }

  /** Whether the JVM tells of them. */
  boolean areKnown() {
    return bean != null && !methods.isEmpty();
  }

  /** Adds what the JVM tells; nothing where it does not. */
  void addTo(Gauges gauges) {
    if (!areKnown()) {
      return;
    }
    methods.forEach(
        (method, name) -> {
          try {
            if (method.invoke(bean) instanceof Number value && value.longValue() >= 0) {
              gauges.count(name, value.longValue());
            }
          } catch (ReflectiveOperationException e) {
            gauges.unknown(name);
          }
        });
  }
}
